// The public conformance suite of the Model Context Protocol against a server that wants a key: a proxy adds the key.
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";

const { server, key, scenarios } = JSON.parse(process.env.GIVEN);
const { hostname, port } = new URL(server);
const proxy = createServer((asked, answer) => {
  const headers = { ...asked.headers, authorization: `Bearer ${key}` };
  const passed = request({ hostname, port, method: asked.method, path: asked.url, headers }, (given) => {
    answer.writeHead(given.statusCode, given.headers);
    given.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  answer.on("close", () => passed.destroy());
  asked.pipe(passed);
});
await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const url = `http://localhost:${proxy.address().port}/mcp`;
const said = {};
for (const scenario of scenarios) {
  const program = ["node_modules/@modelcontextprotocol/conformance/dist/index.js", "server", "--url", url];
  const run = spawn(process.execPath, [...program, "--scenario", scenario], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  run.stdout.on("data", (part) => (text += part));
  run.stderr.on("data", (part) => (text += part));
  const status = await new Promise((resolve) => run.on("close", resolve));
  if (status !== 0) said[scenario] = text.slice(-2000);
}
console.log(JSON.stringify(said));
process.exit(0);
