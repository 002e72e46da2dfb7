"""Who held which office when: tables, looked up as of a date."""
