/** Server-sent events as they come, and where to go on after a break. */
export class EventFrames {
  last: string | undefined;
  waitMs = 250;

  constructor(last: string | undefined) {
    this.last = last;
  }

  async *read(body: ReadableStream<Uint8Array>): AsyncGenerator<any, void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    let data: string[] = [];
    let id: string | undefined;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return; // what did not come whole is asked for again
        const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
        rest = lines.pop()!;
        for (const line of lines) {
          const colon = line.indexOf(":");
          const name = colon < 0 ? line : line.slice(0, colon);
          const said = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
          if (name === "data" && line) data.push(said);
          else if (name === "id") id = said;
          else if (name === "retry" && /^\d{1,9}$/.test(said)) this.waitMs = Number(said);
          else if (line === "" && data.length) {
            const event: unknown = JSON.parse(data.join("\n"));
            this.last = id ?? this.last;
            data = [];
            id = undefined;
            yield event;
          }
        }
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }
}
