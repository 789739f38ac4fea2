import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { sound } from './kept'
import { linkQuery } from './queries'

const TRIES = 2 // how often a player that lost its film asks for it anew

export interface Player {
  video: RefObject<HTMLVideoElement | null>
  src: string | undefined
  error: unknown
  playing: boolean
  /** The browser wants a touch before there may be sound. */
  hushed: boolean
  toggle: () => void
  again: () => void
  onError: () => void
  onLoaded: () => void
}

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Plays one film by a link while it is `current`, and has it ready a little before (`near`). A link that has ended is asked
 * for anew, and the film goes on where it was.
 */
export function usePlayer(film: string, current: boolean, near: boolean): Player {
  const queries = useQueryClient()
  const loud = sound.use()
  const video = useRef<HTMLVideoElement>(null)
  const place = useRef(0)
  const tries = useRef(0)
  const [stopped, stop] = useState(still)
  const [playing, setPlaying] = useState(false)
  const [hushed, hush] = useState(false)
  const [broken, breakOff] = useState<unknown>(null)
  const link = useQuery({ ...linkQuery(film), enabled: near })
  const src = near ? link.data : undefined

  const play = useCallback(async () => {
    const player = video.current
    if (!player) return
    player.muted = !sound.now()
    try {
      await player.play()
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || player.muted) return
      player.muted = true
      hush(true)
      await player.play().catch(() => undefined)
    }
  }, [])

  useEffect(() => {
    const player = video.current
    if (!player || !src) return undefined
    const show = () => setPlaying(!player.paused)
    player.addEventListener('play', show)
    player.addEventListener('pause', show)
    if (current && !stopped) void play()
    else player.pause()
    return () => {
      player.removeEventListener('play', show)
      player.removeEventListener('pause', show)
    }
  }, [src, current, stopped, play])

  useEffect(() => {
    if (current || !video.current) return
    video.current.currentTime = 0
    stop(still())
  }, [current])

  useEffect(() => {
    if (!video.current) return
    video.current.muted = !loud
    hush(false)
  }, [loud])

  useEffect(() => {
    const rest = () => (document.hidden ? video.current?.pause() : current && !stopped && void play())
    document.addEventListener('visibilitychange', rest)
    return () => document.removeEventListener('visibilitychange', rest)
  }, [current, stopped, play])

  const renew = () => queries.invalidateQueries({ queryKey: ['link', film] })
  return {
    video,
    src,
    error: link.error ?? broken,
    playing,
    hushed,
    toggle: () => stop(!stopped),
    again: () => {
      tries.current = 0
      breakOff(null)
      void renew()
    },
    onError: () => {
      place.current = video.current?.currentTime ?? 0
      if (tries.current++ < TRIES) void renew()
      else breakOff(new Error('the film cannot be played'))
    },
    onLoaded: () => {
      if (video.current && place.current > 0) video.current.currentTime = place.current
      place.current = 0
    },
  }
}
