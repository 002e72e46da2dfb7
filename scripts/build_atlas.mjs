// Writes the atlas of the map: the countries of world-atlas at 50m, by the codes of the record (ISO 3166 alpha-2), on a
// coarser grid than theirs, which halves what a browser loads. Run by build_assets: node build_atlas.mjs MODULES OUT
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, out] = process.argv.slice(2);
const { quantize, transform } = createRequire(`${modules}/`)("topojson-client");
const read = (name) => JSON.parse(readFileSync(`${modules}/${name}`, "utf8"));

const GRID = 10000; // steps along each axis: 4 km at the equator, less than a pixel of a map 4,000 wide
const WITHOUT_NUMBER = { Kosovo: "XK" };

const codes = new Map(read("i18n-iso-countries/codes.json").map(([code, , number]) => [number, code]));

function coded(country) {
  const code = codes.get(country.id) ?? WITHOUT_NUMBER[country.properties.name];
  return { type: country.type, arcs: country.arcs, ...(code && { id: code }) };
}

function inDegrees(topology) {
  const point = transform(topology.transform);
  const arcs = topology.arcs.map((arc) => arc.map((step, place) => point(step, place)));
  const countries = topology.objects.countries.geometries.map(coded);
  return { type: "Topology", objects: { countries: { type: "GeometryCollection", geometries: countries } }, arcs };
}

writeFileSync(out, JSON.stringify(quantize(inDegrees(read("world-atlas/countries-50m.json")), GRID)));
