import { connection } from "./connection";

/** Makes one call to the address in the arguments, and prints what becomes of it. */
async function main(address: string): Promise<void> {
  const { ack } = connection(address);
  await ack.call("CreateCluster", { body: { name: "demo" }, attempt: "creating" }).then(
    (answer) => console.log(`an answer: ${JSON.stringify(answer)}`),
    (error: Error) => console.log(error.message),
  );
}

void main(process.argv[2] as string);
