import { createHash } from "node:crypto";
import { AckError } from "../../ack/errors";
import type { Values } from "../../table/check";
import { anyAttempt, type Ownership, ownershipTagKey } from "../state/ownership";
import type { Creation } from "./creation";

/** In characters. No source gives the bounds of this token: those of other products are 64 ASCII characters. */
const TOKEN_LENGTH = 64;

/** CreateCluster with one body, as often as it has to be called. */
export interface CreateCall {
  readonly hasToken: () => boolean;
  /** @throws AckError */
  readonly send: () => Promise<Values>;
  /** Lets the next call ask for another cluster than the one that the token belongs to. */
  readonly changeToken: () => void;
}

/**
 * CreateCluster with a client token: where ACK heeds it, a call with the token of an earlier call answers with the
 * cluster of that call. Source: Python SDK 7.2.1 and later; whether ACK heeds it for Serverless clusters is not published.
 *
 * A refused request created nothing: it is sent again without a field that ACK does not know, and with the zone under
 * its newer name.
 */
export function createCall(wish: Values, { client, owner }: Creation): CreateCall {
  let body = wish;
  let tokens = owner === undefined ? [] : tokensOf(wish, owner);
  let zoneRefusal: AckError | undefined;
  const changeToken = () => {
    tokens = tokens.slice(1);
  };
  const isAmended = (error: AckError): boolean => {
    if (tokens.length > 0 && isTokenUnknown(error)) tokens = [];
    else if (body.zoneid !== undefined && isZoneNameRefused(error)) {
      body = withNewerZone(body);
      zoneRefusal = error;
    } else return false;
    return true;
  };
  return {
    hasToken: () => tokens.length > 0,
    changeToken,
    async send() {
      for (;;) {
        const [token] = tokens;
        try {
          return await client.call("CreateCluster", {
            body: token === undefined ? body : { ...body, client_token: token },
          });
        } catch (error) {
          if (!(error instanceof AckError)) throw error;
          if (isTokenUsed(error)) changeToken();
          if (!isAmended(error)) throw zoneRefusal && isZoneNameRefused(error) ? noZone(error, zoneRefusal) : error;
        }
      }
    },
  };
}

const NO_ZONE =
  "ACK accepts the zone neither as zoneid nor as zone_ids. Choose another zone, or create a VPC and vSwitches, and set vpcId and vswitchIds instead of zoneId.";

function noZone(error: AckError, { text }: AckError): AckError {
  return error.withNote(`${NO_ZONE}\n  To zoneid, ACK answered: ${text}`);
}

/** Source of the newer name: npm SDK 7.2.0, whose `zone_id` is deprecated for `zone_ids`. */
function withNewerZone({ zoneid, ...others }: Values): Values {
  return { ...others, zone_ids: [zoneid] };
}

/**
 * True where ACK does not take the zone by its name, or does not find a zone in the request. A refusal of the zone itself
 * can count, too: it costs one more refused request, and the error then has both reasons.
 */
function isZoneNameRefused(error: AckError): boolean {
  return error.failing === "refused" && error.status === 400 && /\bzone_?ids?\b/i.test(error.text);
}

/**
 * First the token of the wish, which a run that is killed shares with the next one: whose the cluster is, and all of the
 * body but the attempt. Then the token of this attempt, for a wish that came true before and whose cluster is gone.
 */
function tokensOf(body: Values, owner: Ownership): readonly string[] {
  const tags = (body.tags as readonly { readonly key: string }[]).filter(({ key }) => key !== ownershipTagKey);
  return [{ ...body, tags, owner: anyAttempt(owner) }, owner].map((subject) =>
    createHash("sha256").update(JSON.stringify(subject)).digest("hex").slice(0, TOKEN_LENGTH),
  );
}

/** True where ACK does not know the field: such a request is refused as a whole, so it created nothing. */
function isTokenUnknown(error: AckError): boolean {
  return error.failing === "refused" && /client[ _]?token/i.test(`${error.code} ${error.text}`) && !isTokenUsed(error);
}

/** True where an earlier call had the same token and another body, as that of an earlier attempt has. */
export function isTokenUsed(error: AckError): boolean {
  return error.failing === "refused" && /^idempoten/i.test(error.code ?? "");
}
