export type Result = {
  readonly name: string
  readonly unit: string
  readonly median: number
  readonly p95: number
  readonly runs: number
  /** Median of what it is compared with, measured in the same run. */
  readonly reference?: number
}
/** @param reference values of what it is compared with, measured in turns with `values` where both depend on the computer's load */
export type Record = (name: string, unit: string, values: readonly number[], reference?: readonly number[]) => void
export type Recorder = { readonly record: Record; readonly results: readonly Result[]; readonly table: () => string }

const round = (n: number): number => Math.round(n * 100) / 100
/** The value below which this part of the values lies. @param part 0 to 1 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export function createRecorder(): Recorder {
  const results: Result[] = []
  return {
    results,
    record(name, unit, values, reference) {
      const result: Result = {
        name,
        unit,
        median: round(quantile(values, 0.5)),
        p95: round(quantile(values, 0.95)),
        runs: values.length,
        ...(reference === undefined ? {} : { reference: round(quantile(reference, 0.5)) }),
      }
      results.push(result)
      // what is known stays known, whatever happens to the rest
      console.log(row(result))
    },
    table: () => ['', HEAD, ...results.map(row)].join('\n'),
  }
}

const HEAD = `${'name'.padEnd(26)}${'median'.padStart(10)}${'p95'.padStart(10)}  ${'unit'.padEnd(18)}runs  reference  times it`
const row = ({ name, median, p95, unit, runs, reference }: Result): string =>
  `${name.padEnd(26)}${String(median).padStart(10)}${String(p95).padStart(10)}  ${unit.padEnd(18)}${String(runs).padEnd(6)}${reference === undefined ? '' : `${String(reference).padEnd(11)}${round(median / reference)}`}`
