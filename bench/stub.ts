import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** An HTTP server in a process of its own that answers like DynamoDB and S3, and counts. */
export interface Stub {
  url: string;
  /** Returns the counts so far. */
  counts(): Promise<StubCounts>;
  stop(): void;
}

interface StubCounts {
  connections: number;
  requests: number;
}

/** Starts a stub in a separate process, so that its work is not attributed to its clients. */
export async function startStub(): Promise<Stub> {
  const args = ["-r", "ts-node/register", join(__dirname, "stubProcess.ts")];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const { port } = await nextMessage<{ port: number }>(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async counts() {
      const counted = nextMessage<StubCounts>(child);
      child.send("counts");
      return counted;
    },
    stop: () => child.disconnect(),
  };
}

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, "message");
  return message;
}
