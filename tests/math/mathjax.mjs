// Reads formulas from stdin, one a line, and writes [width, height, depth] of each in em, as MathJax sets it in a
// display; null for one it refuses. With the argument `svg` it writes the pictures instead.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const modules = createRequire(new URL("../npm/package.json", import.meta.url));
const from = (name) => modules(`mathjax-full/js/${name}.js`);
const adaptor = from("adaptors/liteAdaptor").liteAdaptor();
from("handlers/html").RegisterHTMLHandler(adaptor);
const { AllPackages } = from("input/tex/AllPackages");
const packages = AllPackages.filter((name) => name !== "noundefined" && name !== "noerrors");
const input = new (from("input/tex").TeX)({ packages, formatError: (_jax, error) => { throw error; } });
const output = new (from("output/svg").SVG)({ fontCache: "none" });
const page = from("mathjax").mathjax.document("", { InputJax: input, OutputJax: output });

const answers = readFileSync(0, "utf8").split("\n").filter(Boolean).map((formula) => {
  try {
    const svg = adaptor.firstChild(page.convert(formula, { display: true }));
    if (process.argv[2] === "svg") return adaptor.outerHTML(svg);
    const [, y, width, tall] = adaptor.getAttribute(svg, "viewBox").split(" ").map(Number);
    return [width / 1000, -y / 1000, (tall + y) / 1000];
  } catch (error) {
    return null;
  }
});
console.log(JSON.stringify(answers));
