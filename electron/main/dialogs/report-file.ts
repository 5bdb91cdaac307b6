import { readFile, writeFile } from 'node:fs/promises'
import { app, type BrowserWindow, dialog } from 'electron'
import type { DiagnosticStep, SipTraceMessage } from '../../../shared/domain/diagnostics.ts'
import { maskNumbers, maskRecord } from '../../../shared/domain/masking.ts'
import { redact } from '../log.ts'

/** Lines of the log that go into a report. */
const LOG_TAIL = 400

export type Report = {
  readonly steps: readonly DiagnosticStep[]
  readonly trace: readonly SipTraceMessage[]
  readonly masked: boolean
  /** What could not be read of the provider's records; masked in any case. */
  readonly unread: readonly string[]
}

/** Saves what support needs to a file the user chooses: steps, records that could not be read, SIP messages, the end of the log. Nothing is sent. Null if cancelled. */
export async function saveReport(
  parent: () => BrowserWindow | undefined,
  { steps, trace, masked, unread }: Report,
  logPath: string,
): Promise<{ path: string } | null> {
  const window = parent()
  const ask = { defaultPath: 'dialdesk-report.txt', filters: [{ name: 'Text', extensions: ['txt'] }] }
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, ask) : dialog.showSaveDialog(ask))
  if (canceled || !filePath) return null
  // once more: an earlier version may have written it
  const log = redact((await readFile(logPath, 'utf8').catch(() => '')).split('\n').slice(-LOG_TAIL).join('\n'))
  const facts = steps.map(
    (s) => `${s.state.padEnd(9)} ${s.check}: ${s.result} ${JSON.stringify(s.details)}${s.ms === null ? '' : ` ${Math.round(s.ms)} ms`}`,
  )
  const head = `Dialdesk ${app.getVersion()}, ${process.platform} ${process.arch}, ${new Date().toISOString()}`
  const own = [head, '', '== Checks', ...facts, '', '== Log', log].join('\n')
  const messages = trace.map((m) => `-- ${new Date(m.at).toISOString()} ${m.way} ${m.transport} ${m.peer}\n${m.text}`)
  await writeFile(
    filePath,
    [masked ? maskNumbers(own) : own, '', '== Records that could not be read', ...unread.map(maskRecord), '', '== SIP', ...messages].join('\n'),
    { mode: 0o600 },
  )
  return { path: filePath }
}
