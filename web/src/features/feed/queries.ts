import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { api, body, type Schemas } from '../../api/client'
import { useOnce } from '../../api/once'
import { Problem } from '../../api/problem'
import { say } from '../../design/Toasts'
import { textOf } from '../../i18n/texts'

export type Release = Schemas['ReleaseShown']
export type Circle = 'everybody' | 'following'
type Releases = Schemas['Releases']
export type Comment = Schemas['CommentShown']

const PAGE = 10
const LINK_GOOD = 9 * 60_000 // a link works for ten minutes; a new one is asked for a little before

export const feedQuery = (circle: Circle) =>
  infiniteQueryOptions({
    queryKey: ['releases', 'feed', circle],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/releases', {
          params: { query: { circle, limit: PAGE, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.after,
    staleTime: 60_000,
  })

export const releaseQuery = (film: string) =>
  queryOptions({
    queryKey: ['releases', 'one', film],
    queryFn: () => body(api.GET('/api/v1/releases/{production}', { params: { path: { production: film } } })),
  })

/** What somebody made, to go on with after one film of theirs. */
export const othersQuery = (owner: string) =>
  queryOptions({
    queryKey: ['releases', 'of', owner, 'maker', 'some'],
    queryFn: () => body(api.GET('/api/v1/people/{handle}/releases', { params: { path: { handle: owner } } })),
    enabled: owner !== '',
  })

/** An address that a player opens the film by. */
export const linkQuery = (film: string) =>
  queryOptions({
    queryKey: ['link', film],
    queryFn: async () => {
      const made = await body(
        api.POST('/api/v1/productions/{production}/links', {
          params: { path: { production: film } },
          body: { what: 'film', place: 0 },
        }),
      )
      return new URL(made.url).pathname // on whichever name this page was opened by
    },
    staleTime: LINK_GOOD,
    gcTime: LINK_GOOD,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

export const commentsQuery = (film: string) =>
  infiniteQueryOptions({
    queryKey: ['comments', film],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/productions/{production}/comments', {
          params: { path: { production: film }, query: pageParam ? { after: pageParam } : {} },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.after,
    staleTime: 0,
  })

export const shareQuery = (film: string) =>
  queryOptions({
    queryKey: ['share', film],
    queryFn: () =>
      body(api.GET('/api/v1/productions/{production}/share', { params: { path: { production: film } } })),
  })

/** Every release that is kept anywhere, changed: lists and single ones show the same. */
export function patchReleases(queries: QueryClient, change: (release: Release) => Release): void {
  queries.setQueriesData({ queryKey: ['releases'] }, (kept: unknown) => patched(kept, change))
}

function patched(kept: unknown, change: (release: Release) => Release): unknown {
  if (typeof kept !== 'object' || kept === null) return kept
  if ('pages' in kept) {
    const all = kept as InfiniteData<Releases>
    return { ...all, pages: all.pages.map(page => patched(page, change)) }
  }
  if ('releases' in kept) return { ...kept, releases: (kept as Releases).releases.map(change) }
  return 'released_at' in kept ? change(kept as Release) : kept
}

/** What was shown before the server said yes is taken back, in words. */
function undone(error: unknown, back: () => void): void {
  back()
  say((error instanceof Problem && error.message) || textOf('design', 'unreachable'))
}

export function useLike(film: string) {
  const queries = useQueryClient()
  const show = (liked: boolean) =>
    patchReleases(queries, release =>
      release.id === film && release.liked !== liked
        ? { ...release, liked, likes: release.likes + (liked ? 1 : -1) }
        : release,
    )
  return useMutation({
    mutationFn: (liked: boolean) => {
      const params = { params: { path: { production: film } } }
      return liked
        ? api.PUT('/api/v1/productions/{production}/like', params)
        : api.DELETE('/api/v1/productions/{production}/like', params)
    },
    onMutate: show,
    onError: (error, liked) => undone(error, () => show(!liked)),
  })
}

export function useFollow(handle: string) {
  const queries = useQueryClient()
  const show = (i_follow: boolean) =>
    patchReleases(queries, release => (release.owner === handle ? { ...release, i_follow } : release))
  return useMutation({
    mutationFn: (follow: boolean) => {
      const params = { params: { path: { handle } } }
      return follow
        ? api.PUT('/api/v1/me/following/{handle}', params)
        : api.DELETE('/api/v1/me/following/{handle}', params)
    },
    onMutate: show,
    onError: (error, follow) => undone(error, () => show(!follow)),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  })
}

export function useBlock(handle: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.PUT('/api/v1/me/blocked/{handle}', { params: { path: { handle } } }),
    onSuccess: async () => {
      await Promise.all(
        [['releases'], ['people'], ['comments']].map(queryKey => queries.invalidateQueries({ queryKey })),
      )
    },
  })
}

export function useWriteComment(film: string, onSent: () => void) {
  const queries = useQueryClient()
  const once = useOnce<string>()
  return useMutation({
    mutationFn: (words: string) =>
      once(words, key =>
        body(
          api.POST('/api/v1/productions/{production}/comments', {
            params: { path: { production: film }, header: { 'Idempotency-Key': key } as never },
            body: { words },
          }),
        ),
      ),
    onSuccess: () => {
      onSent()
      return counted(queries, film, 1)
    },
  })
}

export function useRemoveComment(film: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (comment: string) =>
      api.DELETE('/api/v1/comments/{comment}', { params: { path: { comment } } }),
    onSuccess: () => counted(queries, film, -1),
  })
}

function counted(queries: QueryClient, film: string, by: number) {
  patchReleases(queries, release =>
    release.id === film ? { ...release, comments: Math.max(0, release.comments + by) } : release,
  )
  return queries.invalidateQueries({ queryKey: ['comments', film] })
}

export function useCommenting(film: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (commenting: Release['commenting']) =>
      body(
        api.PUT('/api/v1/productions/{production}/commenting', {
          params: { path: { production: film } },
          body: { commenting },
        }),
      ),
    onSuccess: after => patchReleases(queries, release => (release.id === film ? after : release)),
  })
}

/** Somebody in a film, or its owner, takes it back: it is gone for everybody. */
export function useTakeBack(release: Release, mine: boolean) {
  const queries = useQueryClient()
  const path = { production: release.id }
  return useMutation({
    mutationFn: () =>
      mine
        ? api.POST('/api/v1/productions/{production}/cancel', { params: { path } })
        : api.POST('/api/v1/productions/{production}/refuse', { params: { path }, body: { note: '' } }),
    onSuccess: async () => {
      await Promise.all(
        [['releases'], ['productions']].map(queryKey => queries.invalidateQueries({ queryKey })),
      )
    },
  })
}

export function useShare(film: string) {
  const queries = useQueryClient()
  const path = { production: film }
  const done = () => queries.invalidateQueries({ queryKey: ['share', film] })
  const make = useMutation({
    mutationFn: (days: number) =>
      body(api.PUT('/api/v1/productions/{production}/share', { params: { path }, body: { days } })),
    onSuccess: done,
  })
  const end = useMutation({
    mutationFn: () => api.DELETE('/api/v1/productions/{production}/share', { params: { path } }),
    onSuccess: done,
  })
  return { make, end }
}
