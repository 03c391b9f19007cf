import { Box, Text, useApp } from 'ink';
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { footerText } from './keys/footer-text.ts';
import { ThemeContext } from './look/theme-context.ts';
import { themeOf } from './look/theme-of.ts';
import { promptLine } from './prompt/prompt-line.ts';
import { OverviewView } from './screens/overview/overview-view.tsx';
import { knobLines } from './screens/policies/knob-line.ts';
import { screenViews } from './screens/screen-views.tsx';
import { atFrameRate } from './state/at-frame-rate.ts';
import type { DashboardState } from './state/state.ts';
import type { DashboardStore } from './state/store.ts';
import { bodyHeight, frameHeight, isTooSmall } from './terminal/frame-layout.ts';
import { Header } from './widgets/header.tsx';
import { Help } from './widgets/help.tsx';
import { Lines } from './widgets/lines.tsx';
import { Tinted } from './widgets/tinted.tsx';
import { TooSmall } from './widgets/too-small.tsx';

function Body({ state }: { readonly state: DashboardState }): ReactNode {
  if (isTooSmall(state.viewport)) return <TooSmall viewport={state.viewport} />;
  if (state.help !== null)
    return (
      <>
        <Help state={state} />
        {state.prompt && <PromptLine state={state} />}
      </>
    );
  // Until the first cell is there, the overview alone has something to show.
  const View = state.cells.length > 0 ? screenViews[state.screen] : OverviewView;
  const above = knobLines(state);
  return (
    <>
      <Header state={state} />
      <Lines lines={above} width={state.viewport.columns} height={above.length} />
      {/* What a long message takes is cut off below. */}
      <Box
        flexDirection="column"
        flexShrink={0}
        height={Math.max(1, bodyHeight(state.viewport) + 1 - above.length)}
        overflow="hidden"
      >
        <View state={state} />
      </Box>
      {state.prompt ? (
        <PromptLine state={state} />
      ) : (
        <Tinted tone="quiet" wrap="truncate">
          {footerText(state.viewport.columns, state.screen)}
        </Tinted>
      )}
    </>
  );
}

function PromptLine({ state }: { readonly state: DashboardState }): ReactNode {
  return (
    <Text wrap="truncate">{state.prompt && promptLine(state, state.prompt, state.viewport.columns)}</Text>
  );
}

interface AppProps {
  readonly store: DashboardStore;
  /** The terminal has 16 colours at most. */
  readonly hasFewColours?: boolean;
}

/** The dashboard: draws the store's state. */
export function App({ store, hasFewColours = false }: AppProps): ReactNode {
  const subscribe = useMemo(() => atFrameRate(store), [store]);
  const state = useSyncExternalStore(subscribe as (listener: () => void) => () => void, store.getState);
  const { exit } = useApp();

  useEffect(() => {
    if (state.exit) exit();
  }, [state.exit, exit]);

  const { columns } = state.viewport;
  return (
    <ThemeContext.Provider value={themeOf(state.look.theme, hasFewColours)}>
      <Box flexDirection="column" width={columns} height={frameHeight(state.viewport)} overflow="hidden">
        <Body state={state} />
      </Box>
    </ThemeContext.Provider>
  );
}
