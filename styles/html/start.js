/* What happens when the page opens. */

load();
save();
replay();
try { takeMarks(JSON.parse(read(KEY)) ?? {}); } catch { /* damaged marks say nothing */ }
look();
ui('limit').value = settings.limit;
ui('limit').addEventListener('change', () => { set('limit', Number(ui('limit').value)); offer(); });
for (const name of ['points', 'swipes']) {
  ui(name).checked = settings[name];
  ui(name).addEventListener('change', () => { set(name, ui(name).checked); offer(); });
}
ui('bar').hidden = ui('options').hidden = false;
mark();
filter();
if (settings.selftest) selftest(true);
if (history.state?.study) visit(); else follow();
