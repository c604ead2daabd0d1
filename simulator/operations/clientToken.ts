import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../world/refusal";
import { type Answer, accepted, type Call } from "./call";

/**
 * Carries out a request once for each `client_token` of an account and a region, if the simulator honours tokens. Code
 * and message of the refusal are those of ECS: no page of ACK describes this token.
 */
export function answerOnce(call: Call, carryOut: () => Answer): Answer {
  const { world, account, body } = call;
  const { client_token: token, ...parameters } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const mode = world.settings.clientToken;
  if (typeof token !== "string" || token === "" || (mode !== "honoured" && mode !== "compared")) return carryOut();
  const key = JSON.stringify([account.accountId, parameters.region_id, token]);
  const earlier = world.tokens.get(key);
  if (earlier === undefined) {
    const answer = carryOut();
    world.tokens.set(key, { parameters, answer: answer.body as Readonly<Record<string, string>> });
    return answer;
  }
  if (mode === "compared" && !isDeepStrictEqual(earlier.parameters, parameters)) {
    throw new Refusal(400, "IdempotentParameterMismatch", MISMATCH);
  }
  return accepted(call, earlier.answer);
}

const MISMATCH = "The request uses the same client token as a previous, but non-identical request.";
