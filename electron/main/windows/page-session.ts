import { protocol, type Session, type WebContents } from 'electron'
import { isHeadset, mayUse } from './permissions.ts'
import { answerPage, answerRecording, isOurPage, recordingOf, SCHEME } from './scheme.ts'

/** Serves our pages and the recordings they play, and limits what they may use. */
export function preparePageSession(
  session: Session,
  options: {
    /** Folder of the built pages. */
    readonly pages: string
    /** The file of a recording, or null. */
    readonly recordingFile: (id: number) => string | null
    readonly page: () => WebContents | undefined
    readonly developmentUrl: string | undefined
  },
): void {
  const { pages, recordingFile, page, developmentUrl } = options
  const isOurs = (contents: WebContents | null): boolean => contents !== null && contents === page() && isOurPage(contents.getURL(), developmentUrl)

  protocol.handle(SCHEME, ({ url, headers }) => {
    const recording = recordingOf(url)
    return recording === null ? answerPage(pages, url) : answerRecording(recordingFile(recording), headers.get('range'))
  })
  session.setPermissionRequestHandler((contents, permission, callback, details) => callback(mayUse(permission, details, isOurs(contents))))
  session.setPermissionCheckHandler((contents, permission, _origin, details) => mayUse(permission, details, isOurs(contents)))
  session.setDevicePermissionHandler(
    ({ deviceType, device }) => deviceType === 'hid' && isHeadset((device as { collections?: [] }).collections ?? []),
  )
}
