// Reads {endpoint, queries: {name: text}} from standard input, asks Comunica, and writes one JSON
// object a line: {name, results} with SPARQL results in JSON, {name, triples} or {name, error}.
import { text } from "node:stream/consumers";
import { QueryEngine } from "@comunica/query-sparql";

const { endpoint, queries } = JSON.parse(await text(process.stdin));
const engine = new QueryEngine();
const context = { sources: [{ type: "sparql", value: endpoint }] };

async function written(result, mediaType) {
  const { data } = await engine.resultToString(result, mediaType);
  return text(data);
}

for (const [name, query] of Object.entries(queries)) {
  const answer = { name };
  try {
    const result = await engine.query(query, context);
    if (result.resultType === "quads") {
      answer.triples = await written(result, "application/n-triples");
    } else {
      answer.results = JSON.parse(await written(result, "application/sparql-results+json"));
    }
  } catch (error) {
    answer.error = String(error.message ?? error);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
