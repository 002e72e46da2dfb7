// Draws the charts of a page from the data blocks beside them. Every chart has a table: without JavaScript nothing is lost.
"use strict";
(function () {
  const shapes = { call: "circle", video_call: "hexagon", meeting: "square", visit: "triangle", exercise: "diamond", signing: "star", multilateral: "cross", message: "wye", other: "times" };

  function ink(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function timeline(data, width) {
    const named = function (list, id) { return list.find(function (one) { return one.id === id; }).name; };
    const points = data.points.map(function (point) {
      return { date: new Date(point.date), mode: point.mode, modeName: named(data.modes, point.mode), size: point.level, level: named(data.levels, point.level), held: point.held, title: point.title, href: "/engagements/" + point.id };
    });
    const present = data.modes.filter(function (mode) { return points.some(function (point) { return point.mode === mode.id; }); });
    return Plot.plot({
      className: "plot", width: width, height: 210, marginLeft: width < 500 ? 20 : 130, marginBottom: 36, insetLeft: 12, insetRight: 12,
      ariaLabel: "Engagements by date and level", style: { background: "transparent" },
      x: { type: "utc", label: null, grid: true },
      y: { domain: data.levels.map(function (level) { return level.name; }), label: null, axis: width < 500 ? null : "left" },
      r: { type: "identity" },
      symbol: { domain: present.map(function (mode) { return mode.name; }), range: present.map(function (mode) { return shapes[mode.id]; }), legend: true },
      marks: [width < 500 ? Plot.axisY({ label: null, tickSize: 0, textAnchor: "start", dx: 14, dy: -14 }) : null, Plot.dot(points, { x: "date", y: "level", symbol: "modeName", r: function (point) { return points.length > 150 ? 2 + point.size * 0.7 : 3 + point.size * 1.4; }, stroke: ink("--accent"), strokeWidth: points.length > 150 ? 1 : 1.6, fill: function (point) { return point.held ? ink("--accent-soft") : "none"; }, href: "href", title: "title" })],
    });
  }

  function trend(data, width) {
    const points = data.points.map(function (point) { return Object.assign({}, point, { month: new Date(point.month) }); });
    const inset = width / points.length > 5 ? 0.5 : 0;
    const marks = [Plot.ruleY([0]), Plot.rectY(points, { x: "month", interval: "month", y: "count", inset: inset, fill: ink("--accent"), title: "title" })];
    if (data.line) {
      const line = data.line.map(function (point) { return Object.assign({}, point, { month: new Date(point.month) }); });
      marks.push(Plot.areaY(line, { x: "month", y1: "low", y2: "high", fill: ink("--warn"), fillOpacity: 0.18 }), Plot.lineY(line, { x: "month", y: "rate", stroke: ink("--warn") }));
    }
    return Plot.plot({ className: "plot", width: width, height: 160, marginLeft: 36, ariaLabel: "Engagements by month", style: { background: "transparent" }, x: { type: "utc", label: null }, y: { label: null, ticks: Math.min(4, Math.max(1, ...points.map(function (point) { return point.count; }))), tickFormat: "d", grid: true }, marks: marks });
  }

  // Plot names its inner groups for readers of the screen, but without a role the names are not allowed; the charts' links are named by their titles.
  const kinds = { timeline: timeline, trend: trend };
  function draw() {
    document.querySelectorAll("[data-chart]").forEach(function (place) {
      const source = document.getElementById(place.dataset.from);
      const data = JSON.parse(source.textContent);
      if (data.points.length === 0) { place.hidden = true; return; }
      const chart = kinds[place.dataset.chart](data, Math.max(280, place.clientWidth));
      chart.querySelectorAll("g[aria-label]").forEach(function (group) { group.removeAttribute("aria-label"); });
      place.replaceChildren(chart);
    });
  }
  afterPaint(function () {
    draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    let waiting = 0;
    addEventListener("resize", function () { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
  });
})();
