import type { Meter } from "@opentelemetry/api";

/** Shows how many writes wait for an operator, as of the last round of recovery. */
export function createParkedGauge(meter: Meter): (parked: number) => void {
  const gauge = meter.createGauge("identity.writes.parked", {
    description: "Writes that wait until an operator resumes or abandons them.",
  });
  return (parked) => gauge.record(parked);
}
