/* The log of reviews: all that is kept. It is only ever added to, so logs of several devices can be united without loss.
   A record is {card, grade, time, day, took}: seconds since 1970, the study day, seconds it took. An undo is a record
   with the grade 0; its `took` says how many seconds before it the review was given that it takes back.

   As text a record is a line `card,grade,shift,elapsed,took`, numbers to the base of 36: a card is written `=id` where it
   comes first, then as its place among those; `shift` is how far the study day is from the day in UTC; `elapsed` is the
   time since the line before. 100,000 reviews take some 3 of the 5 million characters that browsers keep for a page. */

const LINE = /^(=[^,\s]+|[0-9a-z]+),([0-4]),(-1|1|),([0-9a-z]*),([0-9a-z]*)$/;
const text36 = number => number ? Math.round(number).toString(36) : '';

const encode = records => {
  const places = new Map();
  let time = 0;
  return records.map(record => {
    const place = places.get(record.card);
    if (place === undefined) places.set(record.card, places.size.toString(36));
    const shift = record.day - Math.floor(record.time / 86400);
    const line = [place ?? '=' + record.card, record.grade, shift || '', text36(record.time - time), text36(record.took)];
    time = record.time;
    return line.join(',') + '\n';
  }).join('');
};

/* Adds the records of a text to others. Throws SyntaxError at the first line that is none; those before it are added. */
const decode = (text, records = []) => {
  const cards = [];
  let time = 0;
  for (const line of text.split('\n').filter(Boolean)) {
    const [, name, grade, shift, elapsed, took] = LINE.exec(line) ?? [];
    if (name?.startsWith('=')) cards.push(name.slice(1));
    const card = name?.startsWith('=') ? cards.at(-1) : cards[parseInt(name, 36)];
    if (!card) throw new SyntaxError(line);
    time += parseInt(elapsed || '0', 36);
    const day = Math.floor(time / 86400) + Number(shift);
    records.push({card, grade: Number(grade), time, day, took: parseInt(took || '0', 36)});
  }
  return records;
};

/* A short number that follows from a text (FNV-1a). */
const digest = text => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
  return hash;
};

const same = (a, b) =>
  a.card === b.card && a.grade === b.grade && a.time === b.time && a.day === b.day && a.took === b.took;

/* Takes a device's records into the logs (device -> records). Where two logs that one device wrote differ (a profile was
   copied or restored, two tabs wrote at once), one goes on under a name of its own: the same one on every device. */
const unite = (logs, device, records) => {
  const ours = logs.get(device) ?? [];
  let place = 0;
  while (place < ours.length && place < records.length && same(ours[place], records[place])) place++;
  if (place === records.length) return;
  let rest = records.slice(place), kept = ours.slice(place);
  if (!kept.length) {
    logs.set(device, ours.concat(rest));
    return;
  }
  if (encode([rest[0]]) < encode([kept[0]])) [rest, kept] = [kept, rest];
  logs.set(device, ours.slice(0, place).concat(kept));
  unite(logs, `${device}~${digest(encode([rest[0]])).toString(36)}`, rest);
};

/* Card -> its reviews in order of time, without those that were taken back. Which log came first does not matter. */
const histories = logs => {
  const found = new Map();
  const all = [...logs.keys()].sort().flatMap(device => logs.get(device));
  for (const record of all.sort((a, b) => a.time - b.time)) {
    if (!found.has(record.card)) found.set(record.card, []);
    const reviews = found.get(record.card);
    if (record.grade) reviews.push(record);
    else {
      const back = reviews.findLastIndex(review => review.time === record.time - record.took);
      if (back >= 0) reviews.splice(back, 1);
    }
  }
  return found;
};

const replayed = reviews =>
  reviews.reduce((state, {grade, time, day}) => graded(state, grade, time, day), undefined);
