import { describe, expect, it } from 'vitest';
import type { State } from './contract.ts';
import { wentThrough, whoLed } from './rules.ts';

describe('who went through a whole call-out', () => {
  const all = ['answer', 'conduct', 'en-route', 'on-scene', 'check-in', 'depart', 'debrief'];
  it.each([
    ['an observer who did all', 'observe', all, true],
    ['a relief likewise', 'relief', all, true],
    [
      'an observer for whom the desk entered the arrival',
      'observe',
      all.filter((a) => a !== 'on-scene'),
      false,
    ],
    ['one who has not written the debrief', 'observe', all.slice(0, -1), false],
    ['a verifier without a finding', 'verify', all, false],
    ['a verifier with one', 'verify', [...all, 'finding'], true],
  ] as const)('%s', (_, purpose, own, went) => {
    expect(wentThrough(purpose, new Set(own))).toBe(went);
  });
});

describe('who led a drill', () => {
  const by = (kinds: string[], who = 'a') => kinds.map((kind) => ({ kind, by: who }));
  const whole = ['opened', 'checking', 'callout.started', 'confirmed', 'concluded'];
  const was = (state: State, there = true) => ({ state, onSceneAt: there ? new Date(0) : null });
  const home = [was('departed'), was('declined', false)];
  it.each([
    ['one who did all of it', by(whole), home, 'a'],
    ['one who found nothing', by(['opened', 'callout.started', 'not_confirmed', 'concluded']), home, 'a'],
    ['while somebody is out', by(whole), [...home, was('on_scene')], null],
    ['where nobody arrived', by(whole), [was('departed', false)], null],
    ['two who shared it', [...by(whole.slice(0, 3)), ...by(whole.slice(3), 'b')], home, null],
    ['one who never called out', by(whole.filter((k) => k !== 'callout.started')), home, null],
    ['before the conclusion', by(whole.slice(0, -1)), home, null],
    ['the last to conclude it counts', [...by(whole), ...by(['concluded'], 'b')], home, null],
  ] as const)('%s', (_, entries, sent, leader) => {
    expect(whoLed(entries, sent)).toBe(leader);
  });
});
