import type { IpcClient } from '../../../shared/contract/ipc.ts'
import { getAudio } from './running-audio.ts'

type Answer = IpcClient['calls']['answer']

/** Answers a call. The microphone opens meanwhile: it takes longer than everything else between the answer and the first word. */
export function answerCall(calls: { readonly answer: Answer }, request: Parameters<Answer>[0]): ReturnType<Answer> {
  getAudio()?.agent.expectMicrophone()
  return calls.answer(request)
}
