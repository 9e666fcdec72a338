// Reads the arguments of \ce from stdin, one a line, and writes the LaTeX that mhchem makes of each as a list.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const modules = createRequire(new URL("../npm/package.json", import.meta.url));
const { mhchemParser } = modules("mhchemparser");
const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
console.log(JSON.stringify(lines.map((line) => mhchemParser.toTex(line, "ce"))));
