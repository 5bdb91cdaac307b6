import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, extractFile } from '@electron/asar'
import { signedBy } from '../../electron/main/updates/updater.ts'
import { type FolderReport, readReport } from '../../scripts/packaging/report.ts'
import { launchApp } from '../support/app.ts'
import { readState } from '../support/set-up.ts'
import { expect, test } from '../support/test.ts'

// What can be built without Electron's binary, built as a release would be and looked at from outside.
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'package-'))
const output = 'package-output'
const updates = { url: 'https://updates.example/dialdesk/', key, signed: false }
let reports: readonly FolderReport[] = []
let deb = ''

test.skip(process.platform !== 'linux', 'the stubs and dpkg are Linux things; Windows and macOS build their own packages in the workflow')

test.beforeAll(() => {
  test.setTimeout(300_000)
  execFileSync(process.execPath, ['scripts/package.ts', '--dir', '--platforms', 'linux,win,mac', '--deb'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DIALDESK_UPDATE_URL: updates.url,
      DIALDESK_UPDATE_KEY: key,
      DIALDESK_UPDATE_PRIVATE_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    },
  })
  reports = readReport().folders
  deb = join(output, readdirSync(output).find((f) => f.endsWith('.deb')) ?? 'no.deb')
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('three platforms: what is needed is in, one fitting addon lies unpacked, the fuses are set', () => {
  expect(reports.map((r) => [r.platform, r.problems]).sort()).toEqual([
    ['linux', []],
    ['mac', []],
    ['win', []],
  ])
  for (const { app, addons, fuses, platform } of reports) {
    expect(app.updates).toEqual(updates)
    expect(addons).toEqual([
      `app.asar.unpacked/node_modules/keytar/prebuilds/${{ linux: 'linux', win: 'win32', mac: 'darwin' }[platform]}-x64/keytar.node`,
    ])
    expect(fuses).toMatchObject({ RunAsNode: 'off', OnlyLoadAppFromAsar: 'on', EnableEmbeddedAsarIntegrityValidation: 'on' })
    // without Electron; a jump means that something slipped in
    expect(app.bytes).toBeLessThan(8 * 2 ** 20)
    console.log(
      `  ${platform}: the app is ${(app.bytes / 2 ** 20).toFixed(1)} MiB in ${app.files} files, its addon ${Math.round(app.unpackedBytes / 1024)} KiB`,
    )
  }
})

test('the notices of all that is inside come with it, under licences that may be shipped', () => {
  const notices: { name: string; licence: string; text: string }[] = JSON.parse(
    extractFile(join(output, 'linux-unpacked/resources/app.asar'), 'out/renderer/licences.json').toString(),
  )
  const names = notices.map((n) => n.name)
  for (const name of [
    'react',
    '@mantine/core',
    'sip.js',
    'werift',
    'zod',
    'libphonenumber-js',
    '@fontsource-variable/inter',
    '@github/keytar',
    'electron-updater',
  ])
    expect(names).toContain(name)
  const allowed =
    /^\(?((MIT|Apache-2\.0|BSD(-[23]-Clause)?|ISC|0BSD|Unlicense|BlueOak-1\.0\.0|CC0-1\.0|MPL-2\.0|OFL-1\.1|Python-2\.0)( (OR|AND) )?)+\)?$/
  expect(notices.filter((n) => !allowed.test(n.licence)).map((n) => `${n.name}: ${n.licence}`)).toEqual([])
  // a few packages say their licence and enclose no text
  expect(notices.filter((n) => !n.text).length).toBeLessThan(notices.length / 4)
})

test('every package brings its bill of materials: what is bundled, and Electron, with licences and hashes', () => {
  type Component = { readonly name: string; readonly licenses?: unknown[]; readonly hashes?: { readonly content: string }[] }
  const bill = (path: string): { bomFormat: string; components: Component[] } => JSON.parse(readFileSync(join(output, path), 'utf8'))
  const beside = bill('sbom.cdx.json')
  for (const inside of ['linux-unpacked/resources', 'win-unpacked/resources', 'mac/Dialdesk.app/Contents/Resources'])
    expect(bill(`${inside}/sbom.cdx.json`)).toEqual(beside)
  expect(beside.bomFormat).toBe('CycloneDX')
  for (const name of ['electron', 'react', 'sip.js', 'werift', '@github/keytar']) expect(beside.components.map((c) => c.name)).toContain(name)
  for (const { name, licenses, hashes } of beside.components) expect([name, licenses?.length, hashes?.[0]?.content.length]).toEqual([name, 1, 128])
  const { dependencies } = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8'))
  console.log(`  ${dependencies.shipped} libraries are shipped, ${dependencies.installed} packages installed`)
  // a jump means that something large slipped in
  expect(dependencies.shipped).toBeLessThan(150)
  expect(dependencies.installed).toBeLessThan(750)
})

test('the packed files start, and find their keychain', async () => {
  extractAll(join(output, 'linux-unpacked/resources/app.asar'), join(folder, 'app'))
  const app = await launchApp({ folder: join(folder, 'app') })
  try {
    await expect(app.page.getByRole('heading', { name: 'Sign in to Dialdesk' })).toBeVisible()
    await expect
      .poll(async () => {
        const { environment, account } = await readState(app.page)
        return [environment.phone, account.keychain]
      })
      .toEqual(['running', 'ready'])
    expect(
      await app.electron.evaluate(
        () => (globalThis as unknown as { __recorder: { tray: { setContextMenu?: object } } }).__recorder.tray.setContextMenu !== undefined,
      ),
    ).toBe(true)
  } finally {
    await app.close()
  }
})

test('the deb depends on what it needs, and its desktop entry passes links after --', () => {
  const field = (name: string): string => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim()
  expect([field('Package'), field('Architecture')]).toEqual(['dialdesk', 'amd64'])
  for (const needed of ['libsecret-1-0', 'libgtk-3-0', 'libnss3', 'libasound2']) expect(field('Depends')).toContain(needed)
  const files = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' })
  for (const path of ['/opt/Dialdesk/dialdesk', '/usr/share/icons/hicolor/256x256/apps/dialdesk.png', '/usr/share/applications/dialdesk.desktop'])
    expect(files).toContain(path)
  execFileSync('dpkg-deb', ['-x', deb, join(folder, 'deb')])
  const entry = join(folder, 'deb/usr/share/applications/dialdesk.desktop')
  execFileSync('desktop-file-validate', [entry])
  const text = readFileSync(entry, 'utf8')
  expect(text).toMatch(/^Exec=\/opt\/Dialdesk\/dialdesk -- %U$/m)
  expect(text).toMatch(/^MimeType=x-scheme-handler\/tel;x-scheme-handler\/callto;x-scheme-handler\/sip;x-scheme-handler\/sips;$/m)
  expect(text).toMatch(/^StartupWMClass=dialdesk$/m)
})

test('no Linux package starts without the sandbox: nothing asks for it, and the deb sets up what it needs', () => {
  const entry = readFileSync(join(folder, 'deb/usr/share/applications/dialdesk.desktop'), 'utf8')
  expect(entry).not.toContain('no-sandbox')
  const script = execFileSync('dpkg-deb', ['--ctrl-tarfile', deb]).toString('latin1')
  expect(script).toContain("chmod 4755 '/opt/Dialdesk/chrome-sandbox'")
  expect(script).toContain('apparmor_parser')
})

test('the manifest of the Linux packages is signed, as the app will check it', () => {
  const manifest = readFileSync(join(output, 'latest-linux.yml'), 'utf8')
  const signature = readFileSync(join(output, 'latest-linux.yml.sig'), 'utf8')
  expect(manifest).toContain('sha512:')
  expect([signedBy(key, manifest, signature), signedBy(key, manifest.replace('0.1.0', '9.9.9'), signature)]).toEqual([true, false])
})

test('macOS: microphone text, link schemes, and no more exceptions than are needed', () => {
  const plist = readFileSync(join(output, 'mac/Dialdesk.app/Contents/Info.plist'), 'utf8')
  for (const text of ['NSMicrophoneUsageDescription', '<string>tel</string>', '<string>sips</string>', '<string>example.dialdesk</string>'])
    expect(plist).toContain(text)
  expect(existsSync(join(output, 'mac/Dialdesk.app/Contents/Resources/icon.icns'))).toBe(true)
  const permission = (language: string): string =>
    readFileSync(join(output, `mac/Dialdesk.app/Contents/Resources/${language}.lproj/InfoPlist.strings`), 'utf8')
  expect([permission('en'), permission('de')]).toEqual([
    '"NSMicrophoneUsageDescription" = "Dialdesk uses the microphone for your calls.";\n',
    '"NSMicrophoneUsageDescription" = "Dialdesk benutzt das Mikrofon für Ihre Anrufe.";\n',
  ])
  const entitlements = [...readFileSync('resources/entitlements.mac.plist', 'utf8').matchAll(/<key>(.*)<\/key>/g)].map(([, k]) => k)
  expect(entitlements).toEqual([
    'com.apple.security.cs.allow-jit',
    'com.apple.security.device.audio-input',
    'com.apple.security.cs.disable-library-validation',
  ])
})

test('Windows: the installer’s own part compiles, registers the links, passed after --, and the uninstaller removes all of it', () => {
  const script = join(folder, 'installer.nsi')
  // the frame that electron-builder puts around it
  writeFileSync(
    script,
    [
      'Unicode true',
      '!include LogicLib.nsh',
      'Var installMode',
      '!macro _isUpdated _a _b _t _f',
      '  StrCmp "1" "1" `${_t}` `${_f}`',
      '!macroend',
      '!define isUpdated `"" isUpdated ""`',
      `!include "${process.cwd()}/resources/installer.nsh"`,
      'Name "x"',
      `OutFile "${join(folder, 'x.exe')}"`,
      'InstallDir "$TEMP\\x"',
      'Section',
      '  StrCpy $installMode all',
      '  WriteUninstaller "$INSTDIR\\un.exe"',
      '  !insertmacro customInstall',
      'SectionEnd',
      'Section "un.x"',
      '  !insertmacro customUnInstall',
      'SectionEnd',
    ].join('\n'),
  )
  execFileSync('makensis', ['-V2', '-WX', script])
  const text = readFileSync('resources/installer.nsh', 'utf8')
  // the policy's folder: made and protected before the app is told to trust it, for an installation for everybody alone
  const order = ['$installMode == "all"', '!insertmacro dialdeskPolicyFolder']
  expect(order.map((part) => text.indexOf(part, text.indexOf('!macro customInstall'))).every((at) => at > 0)).toBe(true)
  const [owner, access, marker] = [
    '/setowner *S-1-5-32-544',
    '/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX',
    '"PolicyFolder" "protected"',
  ].map((part) => text.indexOf(part)) as [number, number, number]
  expect(owner > 0 && access > owner && marker > access).toBe(true)
  expect(text).toContain(`'"$INSTDIR\\Dialdesk.exe" -- "%1"'`)
  for (const [, name] of text.matchAll(/WriteRegStr SHCTX "(Software\\Classes\\[\w.]+|Software\\Dialdesk\\Capabilities)"/g))
    expect(text).toContain(`DeleteRegKey SHCTX "${name}"`)
  expect(text).toContain('DeleteRegValue SHCTX "Software\\RegisteredApplications" "Dialdesk"')
  // 1031: the installer runs in German
  const german = text.slice(text.indexOf('$LANGUAGE == 1031'), text.indexOf('${else}'))
  expect(german).toMatch(/"Telefonlink"[\s\S]*"Softphone und Begleit-App für ein Prepaid-VoIP-Konto"/)
})

test('a build without an address and a key has no updates', () => {
  const config = JSON.parse(
    execFileSync(process.execPath, ['-p', "JSON.stringify(require('./electron-builder.config.cjs'))"], {
      encoding: 'utf8',
      env: { ...process.env, DIALDESK_UPDATE_URL: undefined },
    }),
  )
  expect([config.publish, config.extraMetadata.dialdesk.updates]).toEqual([null, null])
  expect([config.nsis.oneClick, config.nsis.perMachine, config.mac.hardenedRuntime]).toEqual([false, false, true])
  expect(config.linux.target.map((t: { target: string }) => t.target)).toEqual(['AppImage', 'deb', 'rpm'])
})
