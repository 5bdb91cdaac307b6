/** Whether a request did not reach the far end: sip.js reports its own time-out as 408 and a transport error as 503 (RFC 3261 8.1.3.1). */
export const isUnanswered = (status: number | undefined): boolean => status === 408 || status === 503
