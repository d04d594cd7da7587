import { chooseSeed } from "../support/random.js";
/** How hard and for how long the chaos is; `npm run test:chaos` asks for the full form. */
export interface ChaosPlan {
  readonly rounds: number;
  readonly roundMs: number;
  readonly clients: number;
  readonly people: number;
  /** How long after its deadline a request may end. The short form runs beside other tests, so it is no measurement. */
  readonly slackMs: number;
  readonly breakerPauseMs: number;
  /** How long each provider hangs, and each outage of the store lasts. */
  readonly outageMs: number;
}

export const isFull = process.env.CHAOS === "full";

export const plan: ChaosPlan = isFull
  ? {
      rounds: 12,
      roundMs: 5_000,
      clients: 12,
      people: 600,
      slackMs: 250,
      breakerPauseMs: 5_000,
      outageMs: 8_000,
    }
  : {
      rounds: 2,
      roundMs: 2_000,
      clients: 8,
      people: 120,
      slackMs: 3_000,
      breakerPauseMs: 1_000,
      outageMs: 1_000,
    };

export const seed = chooseSeed("CHAOS_SEED");

/** Milliseconds that a request may take, and one call to a provider. */
export const requestTimeoutMs = 2_000;
export const callTimeoutMs = 700;

/** The part of provider calls that fails. */
export const faultShare = 0.2;
