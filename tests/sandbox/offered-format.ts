/** The first audio format offered, with the event type beside it: the far end's preference is followed. */
export function firstFormat(offer: string): string {
  const formats = /^m=audio \d+ RTP\/AVP ([\d ]+)/m.exec(offer)?.[1]?.trim().split(' ') ?? ['8']
  const first = formats[0] ?? '8'
  const map = new RegExp(`^a=rtpmap:${first} .*$`, 'm').exec(offer)?.[0].trim()
  return [`m=audio 0 RTP/AVP ${first} ${eventTypeOf(offer)}`, ...(map ? [map] : [])].join('\n')
}

/** The payload type of telephone-event in an offer; 101 where it names none. */
export const eventTypeOf = (offer: string): number => Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(offer)?.[1] ?? 101)
