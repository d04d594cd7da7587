const keptForMs = 86_400_000;

export interface ExportJob {
  readonly id: string;
  readonly createdAt: string;
  readonly createdAtMs: number;
  readonly file: Buffer;
  looks: number;
}

/** The jobs of a tenant, with the files that they made. */
export class ExportJobs {
  readonly #jobs = new Map<string, ExportJob>();

  add(job: ExportJob): void {
    this.#jobs.set(job.id, job);
  }

  find(id: string, nowMs: number): ExportJob | undefined {
    const job = this.#jobs.get(id);
    return job !== undefined && nowMs - job.createdAtMs < keptForMs ? job : undefined;
  }
}
