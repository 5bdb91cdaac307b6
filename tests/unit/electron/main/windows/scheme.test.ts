import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createWavFile } from '../../../../../electron/main/recordings/wav-file.ts'
import { answerPage, answerRecording, CONTENT_SECURITY_POLICY, mayLoad, readRange, recordingOf } from '../../../../../electron/main/windows/scheme.ts'

const first = () => ({ language: 'de', dark: true, start: 'shell', inCall: false, drawn: null }) as const
const folder = mkdtempSync(join(tmpdir(), 'dialdesk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the policy allows no script but our own files, and no star', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("script-src 'self'")
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/\*|unsafe-eval|script-src[^;]*unsafe/)
})

it.each(['app://dialdesk/../package.json', 'app://dialdesk/%2e%2e/package.json', 'app://dialdesk/%', 'app://other/index.html', 'app://dialdesk/'])(
  '%s is not served',
  async (url) => {
    expect((await answerPage(`${process.cwd()}/renderer`, url, first)).status).not.toBe(200)
  },
)
it('the main window begins in its language and theme, the window for an incoming call as it was built', async () => {
  const text = async (page: string) => (await answerPage(`${process.cwd()}/renderer`, `app://dialdesk/${page}`, first)).text()
  expect(await text('index.html')).toContain('<html lang="de" data-mantine-color-scheme="dark" data-start="shell">')
  expect(await text('incoming.html')).toContain('<html lang="en">')
})
it('recordings are answered by id and in parts, and nothing else is', async () => {
  expect(recordingOf('app://dialdesk/recordings/12')).toBe(12)
  for (const url of ['app://dialdesk/recordings/../x', 'app://other/recordings/1', 'app://dialdesk/recordings/1/2', 'https://dialdesk/recordings/1'])
    expect(recordingOf(url)).toBeNull()
  expect(readRange('bytes=10-', 100)).toEqual({ from: 10, to: 99 })
  expect(readRange('bytes=10-500', 100)).toEqual({ from: 10, to: 99 })
  for (const bad of [null, 'bytes=-5', 'bytes=90-10', 'lines=1-2']) expect(readRange(bad, 100)).toBeNull()
  const file = await createWavFile(join(folder, 'x.wav'), 16_000, 2)
  file.write(Buffer.alloc(600, 1))
  await file.close()
  const part = await answerRecording(join(folder, 'x.wav'), 'bytes=40-47')
  expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([206, 'bytes 40-47/644', 8])
  expect((await answerRecording(join(folder, 'x.wav'), null)).status).toBe(200)
  expect((await answerRecording(join(folder, 'none.wav'), null)).status).toBe(404)
  expect((await answerRecording(null, null)).status).toBe(404)
})

it('pages load what is ours and what they make themselves, and nothing else, whatever their policy says', () => {
  for (const url of ['app://dialdesk/index.html', 'app://dialdesk/recordings/1', 'blob:app://dialdesk/1-2', 'data:image/png;base64,AA=='])
    expect(mayLoad(url)).toBe(true)
  for (const url of [
    'https://dialdesk/',
    'app://dialdesk.example/x',
    'app://other/x',
    'file:///etc/passwd',
    'ws://127.0.0.1:1',
    'blob:https://x/1',
    'devtools://x/y',
    'x',
  ])
    expect(mayLoad(url)).toBe(false)
  expect(['http://localhost:5173/x.js', 'ws://localhost:5173/', 'https://example.com/'].map((url) => mayLoad(url, 'http://localhost:5173'))).toEqual([
    true,
    true,
    false,
  ])
})
