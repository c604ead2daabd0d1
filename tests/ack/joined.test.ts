import { joined } from "../../provider/ack/joined";

/** A call that is answered by hand, and that counts. */
function call() {
  const answers: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const send = () => new Promise<string>((resolve, reject) => answers.push({ resolve, reject }));
  return { answers, send };
}

test("joined: calls at the same time share one answer, and a later one asks again", async () => {
  const join = joined<string>();
  const { answers, send } = call();
  const both = Promise.all([join(send), join(send)]);
  expect(answers.length).toBe(1);
  answers[0]?.resolve("first");
  expect(await both).toEqual(["first", "first"]);
  const later = join(send);
  expect(answers.length).toBe(2);
  answers[1]?.resolve("second");
  expect(await later).toBe("second");
});

test("joined: where the shared call fails, each caller makes its own", async () => {
  const join = joined<string>();
  const { answers, send } = call();
  const own = call();
  const first = join(send);
  const second = join(own.send);
  answers[0]?.reject(new Error("creating one: refused"));
  await expect(first).rejects.toThrow("creating one");
  await new Promise(setImmediate);
  own.answers[0]?.reject(new Error("creating two: refused"));
  await expect(second).rejects.toThrow("creating two");
  // A failed call is over: callers share the next one.
  const both = Promise.all([join(send), join(send)]);
  expect(answers.length).toBe(2);
  answers[1]?.resolve("third");
  expect(await both).toEqual(["third", "third"]);
});

test("joined: the end of an earlier call leaves the later one to be shared", async () => {
  const join = joined<string>();
  const { answers, send } = call();
  const earlier = join(send, 2_000);
  const later = join(send, 1_999);
  answers[0]?.resolve("earlier");
  expect(await earlier).toBe("earlier");
  const shared = join(send, 2_000);
  expect(answers.length).toBe(2);
  answers[1]?.resolve("later");
  expect(await Promise.all([later, shared])).toEqual(["later", "later"]);
});

test("joined: nobody waits for a call that may end later than its own, or that another signal ends", () => {
  const join = joined<string>();
  const { answers, send } = call();
  const { signal } = new AbortController();
  void join(send, 2_000, signal);
  void join(send, 1_999, signal);
  void join(send, 2_000);
  expect(answers.length).toBe(3);
  const early = joined<string>();
  void early(send, 1_999, signal);
  void early(send, 2_000, signal);
  expect(answers.length).toBe(4);
});
