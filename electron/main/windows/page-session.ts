import { nativeTheme, protocol, type Session, type WebContents } from 'electron'
import type { AppState } from '../../../shared/contract/ipc.ts'
import type { Environment } from '../environment.ts'
import { frameOf } from './drawn-screen.ts'
import { watchFirstFiles } from './first-files.ts'
import { guardPages } from './guard-pages.ts'
import { isHeadset, mayUse } from './permissions.ts'
import { answerPage, answerRecording, isOurPage, mayLoad, recordingOf, SCHEME } from './scheme.ts'

/** Serves our pages and the recordings they play, and limits what they may load, use and where they may go. */
export function preparePageSession(
  session: Session,
  { language, developmentUrl }: Pick<Environment, 'language' | 'developmentUrl'>,
  options: {
    /** Folder of the built pages. */
    readonly pages: string
    readonly state: () => AppState
    /** The file of a recording, or null. Never rejects. */
    readonly recordingFile: (id: number) => Promise<string | null>
    readonly page: () => WebContents | undefined
    /** The main window's page has asked for all that its first screen needs. */
    readonly onServed: () => void
  },
): void {
  const { pages, state, recordingFile, page, onServed } = options
  const isOurs = (contents: WebContents | null): boolean => contents !== null && contents === page() && isOurPage(contents.getURL(), developmentUrl)
  const first = () => frameOf(state(), language(), nativeTheme.shouldUseDarkColors)

  guardPages()
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, developmentUrl) }))
  // files are written by main, where the user says
  session.on('will-download', (event) => event.preventDefault())
  const firstFiles = watchFirstFiles(onServed)
  protocol.handle(SCHEME, async ({ url, headers }) => {
    const recording = recordingOf(url)
    if (recording !== null) return answerRecording(await recordingFile(recording), headers.get('range'))
    firstFiles.asked(new URL(url).pathname)
    return answerPage(pages, url, first, firstFiles.sent)
  })
  session.setPermissionRequestHandler((contents, permission, callback, details) => callback(mayUse(permission, details, isOurs(contents))))
  session.setPermissionCheckHandler((contents, permission, _origin, details) => mayUse(permission, details, isOurs(contents)))
  session.setDevicePermissionHandler(
    ({ deviceType, device }) => deviceType === 'hid' && isHeadset((device as { collections?: [] }).collections ?? []),
  )
}
