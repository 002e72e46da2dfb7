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
    const drawn = svg.append("g").attr("class", "arcs").selectAll("a").data(found.slice().reverse()).join("a")
      .attr("href", function (arc) { return arc.href + location.search; }).attr("tabindex", -1);
    drawn.append("title").text(function (arc) { return arc.title; });
    drawn.append("path").attr("stroke-width", function (arc) { return wide(arc.count).toFixed(1); })
      .attr("d", function (arc) { return bend(at(arc.left), at(arc.right)); });
    const touched = Array.from(new Set(found.flatMap(function (arc) { return [arc.left, arc.right]; })));
    svg.append("g").attr("class", "ends").selectAll("circle").data(touched).join("circle").attr("r", width < 500 ? 1.5 : 2.5)
      .attr("cx", function (code) { return at(code)[0].toFixed(1); }).attr("cy", function (code) { return at(code)[1].toFixed(1); });
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
