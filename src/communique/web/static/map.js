// Draws the arcs of the map from the data block beside it. Colours come from the style sheet, so that dark mode needs no redrawing.
"use strict";
(function () {
  const place = document.getElementById("map");
  if (!place) { return; }
  const arcs = JSON.parse(document.getElementById(place.dataset.from).textContent);

  function parts(shape) {
    const polygons = shape.geometry.type === "MultiPolygon" ? shape.geometry.coordinates : [shape.geometry.coordinates];
    return polygons.map(function (rings) { return { type: "Polygon", coordinates: rings }; });
  }

  // A state has its arcs end in the middle of its largest part: the mainland, not between it and islands far away.
  function middles(countries) {
    const byCode = d3.group(countries.filter(function (shape) { return shape.id; }), function (shape) { return shape.id; });
    return new Map(Array.from(byCode, function (entry) {
      const largest = d3.greatest(entry[1].flatMap(parts), function (part) { return Math.abs(d3.polygonArea(part.coordinates[0])); });
      return [entry[0], d3.geoCentroid(largest)];
    }));
  }

  // Great circles between the north's capitals would all run over the pole: arcs bend gently north instead.
  function bend(from, to) {
    const reach = 0.16 * Math.hypot(to[0] - from[0], to[1] - from[1]);
    return "M" + from.map(Math.round) + "Q" + [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - reach].map(Math.round) + " " + to.map(Math.round);
  }

  // The busiest states are named, each on the side that its arcs do not take, and where no name stands yet.
  function label(svg, found, at, width) {
    const ends = found.flatMap(function (arc) {
      const east = at(arc.right)[0] - at(arc.left)[0];
      return [{ code: arc.left, name: arc.from, count: arc.count, east: east }, { code: arc.right, name: arc.to, count: arc.count, east: -east }];
    });
    const busy = d3.rollup(ends, function (own) {
      return { name: own[0].name, count: d3.sum(own, function (end) { return end.count; }), east: d3.sum(own, function (end) { return end.east; }) };
    }, function (end) { return end.code; });
    const placed = [];
    const free = function (box) { return placed.every(function (other) { return box.x1 < other.x0 || box.x0 > other.x1 || box.y1 < other.y0 || box.y0 > other.y1; }); };
    const names = svg.append("g").attr("class", "names");
    d3.sort(busy, function (entry) { return -entry[1].count; }).slice(0, 40).forEach(function (entry) {
      const point = at(entry[0]), wide = entry[1].name.length * 6.6;
      const boxes = [
        { anchor: "start", x: point[0] + 6, x0: point[0] + 6, x1: point[0] + 6 + wide, y0: point[1] - 7, y1: point[1] + 9 },
        { anchor: "end", x: point[0] - 6, x0: point[0] - 6 - wide, x1: point[0] - 6, y0: point[1] - 7, y1: point[1] + 9 },
      ];
      const box = (entry[1].east < 0 ? boxes : boxes.reverse()).find(function (one) { return one.x0 > 0 && one.x1 < width && free(one); });
      if (!box) { return; }
      placed.push(box);
      names.append("text").attr("x", box.x.toFixed(1)).attr("y", (point[1] + 4).toFixed(1)).attr("text-anchor", box.anchor).text(entry[1].name);
    });
  }

  function draw(countries, ends) {
    const width = Math.max(300, place.clientWidth);
    const height = Math.round(width * 0.49);
    const projection = d3.geoEqualEarth().fitSize([width, height], { type: "Sphere" });
    const path = d3.geoPath(projection).digits(1);
    const at = function (code) { return projection(ends.get(code)); };
    const found = arcs.filter(function (arc) { return ends.has(arc.left) && ends.has(arc.right); });
    const wide = d3.scaleSqrt([0, d3.max(found, function (arc) { return arc.count; }) || 1], [0.6, Math.max(3, width / 160)]);
    const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
    svg.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
    svg.append("g").attr("class", "land").selectAll("path").data(countries).join("path").attr("d", path);
    const drawn = svg.append("g").attr("class", found.length > 60 ? "arcs many" : "arcs").selectAll("a").data(found.slice().reverse()).join("a")
      .attr("href", function (arc) { return arc.href + location.search; }).attr("tabindex", -1);
    drawn.append("title").text(function (arc) { return arc.title; });
    drawn.append("path").attr("stroke-width", function (arc) { return wide(arc.count).toFixed(1); })
      .attr("d", function (arc) { return bend(at(arc.left), at(arc.right)); });
    const touched = Array.from(new Set(found.flatMap(function (arc) { return [arc.left, arc.right]; })));
    svg.append("g").attr("class", "ends").selectAll("circle").data(touched).join("circle").attr("r", width < 500 ? 1.5 : 2.5)
      .attr("cx", function (code) { return at(code)[0].toFixed(1); }).attr("cy", function (code) { return at(code)[1].toFixed(1); });
    if (width >= 600) { label(svg, found, at, width); }
    place.replaceChildren(svg.node());
  }

  afterPaint(function () {
    fetch(place.dataset.atlas).then(function (answer) { return answer.json(); }).then(function (atlas) {
      const countries = topojson.feature(atlas, atlas.objects.countries).features;
      const ends = middles(countries);
      draw(countries, ends);
      let waiting = 0;
      addEventListener("resize", function () { clearTimeout(waiting); waiting = setTimeout(draw, 150, countries, ends); });
    });
  });
})();
