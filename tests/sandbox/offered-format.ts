/** The first audio format offered, with the event type beside it: the far end's preference is followed. */
export function firstFormat(offer: string): string {
  const formats = /^m=audio \d+ RTP\/AVP ([\d ]+)/m.exec(offer)?.[1]?.trim().split(' ') ?? ['8']
  const first = formats[0] ?? '8'
  const map = new RegExp(`^a=rtpmap:${first} .*$`, 'm').exec(offer)?.[0].trim()
  return [`m=audio 0 RTP/AVP ${first} ${eventTypeOf(offer)}`, ...(map ? [map] : [])].join('\n')
}

/** The payload type of telephone-event in an offer; 101 where it names none. */
export const eventTypeOf = (offer: string): number => Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(offer)?.[1] ?? 101)

/** A description of audio on this computer. `media`: the media line and what belongs to it. */
export function description(media: string, eventType: number, direction: string): string {
  const lines = ['v=0', `o=- 1 ${Date.now() % 1e9} IN IP4 127.0.0.1`, 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', ...media.split('\n')]
  return [...lines, `a=rtpmap:${eventType} telephone-event/8000`, 'a=ptime:20', `a=${direction}`, ''].join('\r\n')
}
