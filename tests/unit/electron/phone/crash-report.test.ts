import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type DiagnosticReport, prepareCrashReport } from '../../../../electron/phone/crash-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a report says where the process was, without environment and network, in the folder that main names', () => {
  const nodes = process.report as unknown as DiagnosticReport
  const { directory, excludeEnv, excludeNetwork, reportOnFatalError } = nodes
  try {
    prepareCrashReport(nodes, folder)(new Error('a made-up end'))
    const [name = ''] = readdirSync(folder)
    const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    expect(name).toMatch(/^report\.[\w.-]+\.json$/)
    expect(report.javascriptStack.message).toContain('a made-up end')
    expect([report.environmentVariables, report.header.networkInterfaces]).toEqual([undefined, undefined])
  } finally {
    Object.assign(nodes, { directory, excludeEnv, excludeNetwork, reportOnFatalError })
  }
})

it('without a folder, and where it cannot be written, nothing happens', () => {
  prepareCrashReport(undefined, folder)(new Error('x'))
  const full = {
    writeReport: () => {
      throw new Error('ENOSPC')
    },
  } as unknown as DiagnosticReport
  expect(() => prepareCrashReport(full, folder)('x')).not.toThrow()
})
