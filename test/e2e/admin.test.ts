import { describe, expect, it } from 'vitest';
import { setStop } from '../../src/features/playbooks/contract.ts';
import { newId } from '../../src/platform/id.ts';
import { desktop, look, lookTwice, openHouse, phone } from './house.ts';

const house = openHouse();

describe('an admin', () => {
  it('reads in the log who did what, copies the checkpoint, and sees that the log is whole', async () => {
    const coordinator = await house.member({ role: 'coordinator' }, 'desk');
    await coordinator.call(setStop, { body: { id: newId(), what: 'notices', reason: 'review' } });
    const page = await house.open('/desk/log', { ...desktop, as: { role: 'admin' } });
    const entry = page.getByRole('listitem').filter({ hasText: 'stopped all call-outs or notices' });
    await entry.waitFor();
    await page.getByText('✓ It verifies').waitFor();
    await expect
      .poll(() => page.getByLabel('Checkpoint').inputValue())
      .toMatch(/^porchlight\/[^\n]+\n\d+\n[^\n]+\n\n— /);
    await lookTwice(page, 'admin-log');
    await entry.getByRole('button', { name: coordinator.session.callSign! }).click();
    await page.getByRole('button', { name: /show all/ }).waitFor();
    await page.getByLabel('Kind').selectOption('stop');
    await entry.waitFor();
    // Until the answer comes, what was there before stays.
    await expect.poll(() => page.locator('.log-entry').count(), { timeout: 20_000 }).toBe(1);
    await page.setViewportSize(phone);
    await look(page, 'admin-log');
  });

  it('sees the first entry that somebody changed, and what did not follow from an event', async () => {
    await house.meddle(`update audit_acts set act = 'stop.lifted' where act = 'stop.set';
      insert into stuck_events select network_id, 'callouts.followIncident', xid, seq, 'TypeError', at from events limit 1`);
    const page = await house.open('/desk/log', { ...desktop, as: { role: 'admin' } });
    await page.getByText(/! Entry \d+ is wrong/).waitFor();
    await page.getByText('callouts.followIncident').waitFor();
    await lookTwice(page, 'admin-log-wrong');
    await page.setViewportSize(phone);
    await look(page, 'admin-log-wrong');
  });

  it('is the only one who reads it', async () => {
    const page = await house.open('/desk/log', { ...desktop, as: { role: 'dispatcher' } });
    await page.getByText('An admin has it; you are here as dispatcher.').waitFor();
    await look(page, 'desk-log-refused');
  });
});
