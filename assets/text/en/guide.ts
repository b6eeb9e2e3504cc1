// How to do each step by hand: the exact clicks and commands, for someone who may not or will not let the app do it.
// Commands are made for pasting: every value in them is quoted for the shell that it is meant for.
import type { AppInfo } from '../../../preload/contract/calls.ts';
import type { TrustStepId } from '../../../preload/contract/trust-journey.ts';
import type { GuideFacts } from '../facts.ts';
import { linuxGuide } from './guide-linux.ts';
import { macosGuide } from './guide-macos.ts';
import { windowsGuide } from './guide-windows.ts';

export interface GuideStep {
  readonly text: string;
  readonly command?: string;
}
export type Platform = AppInfo['platform'];
export type PlatformGuide = Record<TrustStepId, (facts: GuideFacts) => GuideStep[]>;

const guides: Record<Platform, PlatformGuide> = { win32: windowsGuide, linux: linuxGuide, darwin: macosGuide };

/** The step by hand, in order. A `command` may have several lines; the text above it says where to run it. */
export const guide = (step: TrustStepId, platform: Platform, facts: GuideFacts): GuideStep[] =>
  guides[platform][step](facts);
