// A folder that looks like Electron's own to electron-builder, for each platform: enough to pack the app and to look at it where
// the binary cannot be downloaded. What it cannot be is started.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Platform = 'linux' | 'win' | 'mac'

/** What Electron's fuses are found by, then their version, their number, and a state for each (@electron/fuses). */
const fuses = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('110010110')])

export function makeStub(platform: Platform): string {
  const folder = mkdtempSync(join(tmpdir(), `electron-${platform}-`))
  const write = (path: string, content: string | Buffer, executable = false): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
    if (executable) chmodSync(join(folder, path), 0o755)
  }
  write('version', JSON.parse(readFileSync('node_modules/electron/package.json', 'utf8')).version)
  for (const file of ['LICENSE', 'LICENSES.chromium.html']) write(file, '')
  switch (platform) {
    case 'linux':
      write('electron', Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), fuses]), true)
      write('locales/en-US.pak', '')
      mkdirSync(join(folder, 'resources'))
      break
    case 'win':
      // a real Windows program, for its version information is rewritten
      write('electron.exe', Buffer.concat([readFileSync('node_modules/electron-winstaller/vendor/Setup.exe'), fuses]))
      write('locales/en-US.pak', '')
      mkdirSync(join(folder, 'resources'))
      break
    case 'mac': {
      const app = 'Electron.app/Contents'
      write(`${app}/Info.plist`, plist('Electron', 'com.github.Electron'))
      write(`${app}/MacOS/Electron`, '#!/bin/sh\nexit 1\n', true)
      write(`${app}/Frameworks/Electron Framework.framework/Electron Framework`, fuses)
      write(`${app}/Resources/electron.icns`, '')
      for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
        const helper = `${app}/Frameworks/Electron Helper${kind}.app/Contents`
        write(`${helper}/Info.plist`, plist(`Electron Helper${kind}`, 'com.github.Electron.helper'))
        write(`${helper}/MacOS/Electron Helper${kind}`, '#!/bin/sh\nexit 1\n', true)
      }
      break
    }
    default:
      platform satisfies never
  }
  return folder
}

const plist = (name: string, id: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>${id}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>CFBundleVersion</key><string>1</string>
</dict></plist>
`
