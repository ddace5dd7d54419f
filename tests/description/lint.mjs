// Prints what the linter finds in one description, as JSON. Off: a licence there is none of yet; errors that any call may
// be answered with are the default response, so that an operation has no 4XX of its own where it adds none.
import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";

const rules = { "info-license": "off", "operation-4xx-response": "off" };
const config = await createConfig({ extends: ["recommended"], rules });
const source = readFileSync(process.argv[2], "utf8");
const found = await lintFromString({ source, absoluteRef: "openapi.json", config });
console.log(JSON.stringify(found.map(({ ruleId, message, location }) => [ruleId, message, location?.[0]?.pointer])));
