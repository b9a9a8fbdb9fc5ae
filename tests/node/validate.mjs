// Reads documents, one JSON text a line: a version, a blank, a document. Answers `true` or `false`
// for each, by the published schema of that version; strict, so that a doubtful schema is an error.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { argv, stdin, stdout } from "node:process";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const validators = Object.fromEntries(
  argv.slice(2).map((path) => {
    const ajv = new Ajv.default({ strict: true, logger: { ...console, warn: fail, log: fail } });
    addFormats.default(ajv);
    const schema = JSON.parse(readFileSync(path, "utf8"));
    return [schema.$id.split(":").pop(), ajv.compile(schema)];
  }),
);

function fail(message) {
  throw new Error(message);
}

for await (const line of createInterface({ input: stdin })) {
  const blank = line.indexOf(" ");
  stdout.write(`${validators[line.slice(0, blank)](JSON.parse(line.slice(blank + 1)))}\n`);
}
