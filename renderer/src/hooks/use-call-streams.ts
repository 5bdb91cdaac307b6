import { useEffect, useState } from 'react'
import { getAudio } from '../audio/running-audio.ts'

type Streams = { readonly microphone: MediaStream | null; readonly remote: MediaStream | null }

/** The audio of a call in the page, for level meters: what the microphone hears, and what the far end sends. Null: there is none now. */
export function useCallStreams(legId: number | null): Streams {
  const [streams, setStreams] = useState<Streams>({ microphone: null, remote: null })
  useEffect(() => {
    const agent = getAudio()?.agent
    if (!agent) return
    const read = async (): Promise<void> => {
      const microphone = (await agent.microphoneStream?.catch(() => null)) ?? null
      const remote = agent.remoteStream(legId)
      setStreams((s) => (s.microphone === microphone && s.remote === remote ? s : { microphone, remote }))
    }
    void read()
    return agent.watch(() => void read())
  }, [legId])
  return streams
}
