/**
 * What our page may do, in one table for the request and the check handler alike. Everything else is denied, and so is
 * every other frame, origin and window.
 */
const allowed = new Set(['media', 'speaker-selection', 'loopback-network', 'local-network-access', 'hid'])

export type PermissionDetails = { readonly mediaTypes?: readonly string[]; readonly mediaType?: string; readonly isMainFrame?: boolean }

/** @param fromOurPage the request comes from the main window's page, by its address */
export function mayUse(permission: string, details: PermissionDetails, fromOurPage: boolean): boolean {
  if (!fromOurPage || details.isMainFrame === false || !allowed.has(permission)) return false
  // `media` covers the camera too, which is not needed
  return permission !== 'media' || !(details.mediaTypes?.some((type) => type !== 'audio') || details.mediaType === 'video')
}

/** Telephony usage page (USB HID usage tables, 0x0B): the buttons of headsets. */
export function isHeadset(collections: ReadonlyArray<{ readonly usagePage?: number }>): boolean {
  return collections.some(({ usagePage }) => usagePage === 0x0b)
}
