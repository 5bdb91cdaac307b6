import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter'

/** Prints the host, each test with its time, each spec's time and the sum; leaves the counts for scripts/test.ts. */
export default class TimeReporter implements Reporter {
  readonly #specs = new Map<string, number>()
  readonly #failed: string[] = []
  #passed = 0
  #skipped = 0

  onBegin(config: FullConfig, suite: Suite): void {
    console.log(`Host: ${process.env['DIALDESK_TEST_HOST']}; ${suite.allTests().length} tests`)
    if (config.grepInvert instanceof RegExp) console.log(`Left out on ${process.platform}: tests tagged ${config.grepInvert.source}`)
  }
  onTestEnd(test: TestCase, result: TestResult): void {
    const spec = relative(process.cwd(), test.location.file)
    this.#specs.set(spec, (this.#specs.get(spec) ?? 0) + result.duration)
    const title = test.titlePath().slice(3).join(' › ')
    const passed = result.status === test.expectedStatus
    if (result.status === 'skipped') this.#skipped += 1
    else if (passed) this.#passed += 1
    else this.#failed.push(title)
    console.log(`${result.status === 'skipped' ? 'skip' : passed ? 'ok  ' : 'FAIL'} ${seconds(result.duration)}  ${title}`)
    if (!passed && result.status !== 'skipped') for (const e of result.errors) this.#print(e)
  }
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk)
  }
  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk)
  }
  onError(error: TestError): void {
    this.#failed.push('outside a test')
    this.#print(error)
  }
  onEnd(_result: FullResult): void {
    console.log('\nTime by spec')
    for (const [spec, ms] of this.#specs) console.log(`  ${seconds(ms)}  ${spec}`)
    console.log(`  ${seconds([...this.#specs.values()].reduce((a, b) => a + b, 0))}  sum`)
    for (const title of this.#failed) console.log(`FAILED ${title}`)
    console.log(`${this.#passed} passed, ${this.#failed.length} failed, ${this.#skipped} skipped`)
    const file = process.env['DIALDESK_TEST_COUNTS']
    if (file) writeFileSync(file, JSON.stringify({ passed: this.#passed, failed: this.#failed.length, skipped: this.#skipped }))
  }
  #print(e: TestError): void {
    console.log(`${e.stack ?? e.message ?? e.value}\n${e.snippet ?? ''}`)
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`
