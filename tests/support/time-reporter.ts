import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter'

type Row = { file: string; line: number; title: string; project: string; status: 'passed' | 'failed' | 'skipped'; ms: number; error?: string }

/** Prints the host, each test with its time, each spec's time and the sum; leaves the tests for scripts/test.ts. */
export default class TimeReporter implements Reporter {
  readonly #rows: Row[] = []

  onBegin(config: FullConfig, suite: Suite): void {
    console.log(`Host: ${process.env['DIALDESK_TEST_HOST']}; ${suite.allTests().length} tests, ${config.workers} at a time`)
    if (config.grepInvert instanceof RegExp) console.log(`Left out on ${process.platform}: tests tagged ${config.grepInvert.source}`)
  }
  onTestEnd(test: TestCase, result: TestResult): void {
    const [, project = '', , ...titles] = test.titlePath()
    const title = titles.join(' › ')
    const status = result.status === 'skipped' ? 'skipped' : result.status === test.expectedStatus ? 'passed' : 'failed'
    const file = relative(process.cwd(), test.location.file)
    const error = status === 'failed' ? { error: stripVTControlCharacters(result.errors.map(text).join('\n')) } : {}
    this.#rows.push({ file, line: test.location.line, title, project, status, ms: result.duration, ...error })
    console.log(`${{ passed: 'ok  ', failed: 'FAIL', skipped: 'skip' }[status]} ${seconds(result.duration)}  ${title}`)
    if (status !== 'failed') return
    for (const e of result.errors) print(e)
    for (const { name, path } of result.attachments) if (path) console.log(`  ${name}: ${relative(process.cwd(), path)}`)
  }
  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk)
  }
  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk)
  }
  onError(error: TestError): void {
    const file = error.location ? relative(process.cwd(), error.location.file) : 'outside a test'
    const what = stripVTControlCharacters(text(error))
    this.#rows.push({ file, line: error.location?.line ?? 0, title: 'outside a test', project: '', status: 'failed', ms: 0, error: what })
    print(error)
  }
  onEnd(): void {
    console.log('\nTime by spec')
    const specs = new Map<string, number>()
    for (const { file, ms } of this.#rows) specs.set(file, (specs.get(file) ?? 0) + ms)
    for (const [spec, ms] of specs) console.log(`  ${seconds(ms)}  ${spec}`)
    console.log(`  ${seconds([...specs.values()].reduce((a, b) => a + b, 0))}  sum`)
    const count = (wanted: Row['status']): number => this.#rows.filter(({ status }) => status === wanted).length
    for (const { title, status } of this.#rows) if (status === 'failed') console.log(`FAILED ${title}`)
    console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
    const file = process.env['DIALDESK_TEST_COUNTS']
    if (file) writeFileSync(file, JSON.stringify({ tests: this.#rows }))
  }
}

const text = (e: TestError): string => `${e.stack ?? e.message ?? e.value}\n${e.snippet ?? ''}`

function print(e: TestError): void {
  console.log(text(e))
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`
