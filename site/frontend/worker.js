// The query engine in a worker of its own, so that a query can be stopped by ending the worker.
// The page starts it from a Blob, as pages opened from disk may not load worker files.
//
// in   {type: "start", engine, data}   both gzip in base64; data is {nquads, bytes}
//      {type: "more", data}            to be asked beside it from now on
//      {type: "query", query, form, from}  form is "select", "ask" or "graph";
//                                      from: whether the query names its graphs
// out  {type: "ready"}
//      {type: "answer", text, time}    SPARQL results in JSON, or N-Triples; time in milliseconds
//      {type: "error", message, fatal}  fatal: this worker is of no more use
import { initSync, Store } from "oxigraph";

const JSON_RESULTS = "application/sparql-results+json";
const N_TRIPLES = "application/n-triples";

let store = null;

function decode(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function unzip(base64) {
  const bytes = decode(base64);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream);
}

async function start({ engine, data }) {
  const [wasm, nquads] = await Promise.all([unzip(engine).arrayBuffer(), unzip(data.nquads).arrayBuffer()]);
  const { __wbindgen_malloc: take, __wbindgen_free: give } = initSync({ module: wasm });
  // Where memory cannot grow in place each growth copies all of it, so it is grown once, ahead:
  // the quads need about 3.5 times the size of their text.
  const ahead = Math.min(5 * data.bytes, 1.5e9);
  if (ahead > 16e6) {
    try { give(take(ahead, 1), ahead, 1); } catch { /* then step by step */ }
  }
  store = new Store();
  load(nquads);
}

async function more({ data }) {
  load(await unzip(data.nquads).arrayBuffer());
}

// The build has had them read by a strict parser; here it would cost a quarter of the time.
// As bytes: a string would be decoded here and encoded again for the engine.
function load(nquads) {
  store.load(new Uint8Array(nquads), { format: "application/n-quads", lenient: true });
}

self.onmessage = async ({ data: order }) => {
  try {
    if (order.type === "start") {
      await start(order);
      self.postMessage({ type: "ready" });
    } else if (order.type === "more") {
      await more(order);
      self.postMessage({ type: "ready" });
    } else {
      const begin = performance.now();
      const format = order.form === "graph" ? N_TRIPLES : JSON_RESULTS;
      // The default graph is the union of all graphs, unless the query names graphs by FROM.
      const text = store.query(order.query, {
        results_format: format, use_default_graph_as_union: !order.from,
      });
      self.postMessage({ type: "answer", text, time: performance.now() - begin });
    }
  } catch (error) {
    // After a trap (stack or memory at its end) the engine is not to be trusted any more.
    const fatal = order.type !== "query"
      || error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    self.postMessage({ type: "error", message: String((error && error.message) || error), fatal });
  }
};
