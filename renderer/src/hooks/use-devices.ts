import { useEffect, useState } from 'react'
import { type AudioDevices, watchDevices } from '../audio/devices.ts'

/** The devices connected now; null until they are listed. */
export function useDevices(): AudioDevices | null {
  const [devices, setDevices] = useState<AudioDevices | null>(null)
  useEffect(() => watchDevices(setDevices), [])
  return devices
}
