"""Sources to captures: files, folders, standard input, and whatever holds pages. Input and output live here."""
