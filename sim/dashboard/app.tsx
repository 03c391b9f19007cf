import { Box, Text, useApp } from 'ink';
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { footerText } from './keys/footer-text.ts';
import { ThemeContext } from './look/theme-context.ts';
import { themes } from './look/themes.ts';
import { promptLine } from './prompt/prompt-line.ts';
import { OverviewView } from './screens/overview/overview-view.tsx';
import { knobLine } from './screens/policies/knob-line.ts';
import { screenViews } from './screens/screen-views.tsx';
import { atFrameRate } from './state/at-frame-rate.ts';
import type { DashboardState } from './state/state.ts';
import type { DashboardStore } from './state/store.ts';
import { frameHeight, isTooSmall } from './terminal/frame-layout.ts';
import { FieldsLine } from './widgets/fields-line.tsx';
import { Header } from './widgets/header.tsx';
import { Help } from './widgets/help.tsx';
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
  return (
    <>
      <Header state={state} />
      <FieldsLine fields={knobLine(state)} />
      <View state={state} />
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

/** The dashboard: draws the store's state. */
export function App({ store }: { readonly store: DashboardStore }): ReactNode {
  const subscribe = useMemo(() => atFrameRate(store), [store]);
  const state = useSyncExternalStore(subscribe as (listener: () => void) => () => void, store.getState);
  const { exit } = useApp();

  useEffect(() => {
    if (state.exit) exit();
  }, [state.exit, exit]);

  const { columns } = state.viewport;
  return (
    <ThemeContext.Provider value={themes[state.look.theme]}>
      <Box flexDirection="column" width={columns} height={frameHeight(state.viewport)} overflow="hidden">
        <Body state={state} />
      </Box>
    </ThemeContext.Provider>
  );
}
