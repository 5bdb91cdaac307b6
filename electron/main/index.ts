// Entry of the main process: what must happen before Electron is ready, then app.ts.
import { app, protocol } from 'electron'
import { start } from './app.ts'
import { SCHEME } from './desktop/scheme.ts'

protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }])
// the sound's way between page and gateway is loopback: without this a computer without network has none
app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
// a reloaded page has no user gesture, and the ringer must ring
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
app.enableSandbox()

if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.exit(0)
