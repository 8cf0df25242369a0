// Runs functions of the site's scripts without a page. Standard input: {scripts, code, input} as JSON; the scripts (their
// text) run one after another as on a page, then the code, whose value goes to standard output as JSON.
"use strict";

const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

const { scripts, code, input } = JSON.parse(readFileSync(0, "utf8"));
Object.assign(globalThis, { window: globalThis, input });
for (const [filename, text] of scripts) runInThisContext(text, { filename });
process.stdout.write(JSON.stringify(runInThisContext(code, { filename: "test" })));
