// Holds the published schema against every policy there is, with a validator
// that others wrote. Usage: validate.js SCHEMA POLICY... -- MISTAKEN...
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const [schema, ...files] = process.argv.slice(2);
const cut = files.indexOf("--");
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const valid = new Ajv({ allErrors: true }).compile(read(schema));
let passed = 0;
let failed = 0;

function expect(file, good) {
  if (valid(read(file)) === good) {
    passed++;
    return;
  }
  failed++;
  console.error(`${file}: ${good ? JSON.stringify(valid.errors) : "passed"}`);
}

files.slice(0, cut).forEach((file) => expect(file, true));
files.slice(cut + 1).forEach((file) => expect(file, false));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
