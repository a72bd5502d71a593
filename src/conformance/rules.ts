/**
 * What there is to know of QMP, rule by rule, in words of our own; tests name the rules that they hold. P: to
 * connect and be greeted, N: negotiation, F: framing and encoding, C: commands, O: out of band, E: errors,
 * V: events, I: introspection, L: the life of a machine.
 *
 * A rule that needs no test says why.
 */
export interface Rule {
  states: string
  needsNone?: string
}

export const rules: Readonly<Record<string, Rule>> = {
  'P-01': { states: 'The greeting is the first object with a member QMP; its members come in any order' },
  'P-02': { states: 'A greeting without a version (0.12) means that there is no negotiation' },
  'P-03': { states: 'The version in a greeting may be text' },
  'P-04': { states: 'An event may come before the greeting' },
  'P-05': { states: 'Where no greeting comes, or another one, the likely cause is told' },
  'P-06': {
    states: 'One client at a time: the second one hears nothing, and nothing is sent before the greeting',
  },
  'P-07': { states: 'A monitor that was silent may greet at the next try' },
  'P-08': { states: 'A new connection finds nothing of the last one: no negotiation, no half message' },
  'P-09': { states: 'The answer to somebody before us may come, even before our negotiation is answered' },
  'P-10': { states: 'A client that has closed its side still gets the answers to what it asked' },
  'P-11': {
    states: 'The package is free text; micro numbers from 90 and of 50 are candidates and development',
  },
  'P-12': {
    states: 'Guest agents and storage daemons speak QMP, too, some without a greeting',
    needsNone:
      'A dashboard for machines: a guest agent is no target of it, and a storage daemon greets as QEMU does and is told by query-commands',
  },

  'N-01': { states: 'Before negotiation nothing but qmp_capabilities runs' },
  'N-02': { states: 'Events from before the negotiation are lost, so that all state is asked for after it' },
  'N-03': { states: 'Only what was offered may be enabled; after a refusal the client may try again' },
  'N-04': { states: 'A second negotiation is refused and does no harm' },
  'N-05': { states: 'Capabilities that nobody knows are ignored' },
  'N-06': { states: 'The negotiation has an id, too' },

  'F-01': { states: 'Each message of QEMU ends with CRLF' },
  'F-02': {
    states: 'Lines are no messages: a message ends where its braces do, over many lines and in any split',
  },
  'F-03': { states: 'QEMU writes ASCII, and all else as escapes' },
  'F-04': { states: 'Lone surrogates and non-characters would be refused without an id: they are not sent' },
  'F-05': { states: 'A command needs no line end, and two may stand in one text' },
  'F-06': { states: 'QEMU 0.12 reads a command when one more character follows it' },
  'F-07': { states: 'A key that comes twice is refused without an id' },
  'F-08': { states: 'A control character makes QEMU forget what it has read of a broken text' },
  'F-09': {
    states: 'A broken text is answered by any number of errors; what follows it is understood again',
  },
  'F-10': { states: 'Nesting and size of a message are limited, on both sides' },
  'F-11': { states: 'Answers may be of many megabytes' },
  'F-12': { states: 'Numbers may come that are none: nan and inf' },
  'F-13': { states: 'A byte order mark costs an error' },
  'F-14': { states: 'Members, events and values that nobody knows break nothing' },
  'F-15': { states: 'A request is an object with few members; without arguments it has none' },

  'C-01': { states: 'Commands are answered in the order in which they were sent' },
  'C-02': {
    states: 'An id comes back as QEMU prints it; answers are matched by it; no two sessions share one',
  },
  'C-03': { states: 'The members of an answer come in any order' },
  'C-04': { states: 'An answer may be any value, also an empty text and false' },
  'C-05': { states: 'Events come between a command and its answer, and oftener before the answer' },
  'C-06': { states: 'Whether a job completes before or behind the return of its command is open' },
  'C-07': { states: 'A slow command is reported and waited for; its late answer counts' },
  'C-08': { states: 'Nothing is sent twice: without an answer the outcome is unknown' },
  'C-09': { states: 'Before 1.0 one command at a time is with QEMU' },
  'C-10': { states: 'Integers are written as digits, exactly, up to 64 bits' },
  'C-11': { states: 'Arguments are checked by name and type; device_add takes any' },
  'C-12': { states: 'A command that this QEMU lacks is told by asking QEMU, not by its version' },
  'C-13': { states: 'Names of others begin with __; what is unstable, a feature says' },

  'O-01': { states: 'exec-oob only once out-of-band is negotiated' },
  'O-02': { states: 'Only four commands may go out of band' },
  'O-03': { states: 'What goes out of band is answered first' },
  'O-04': { states: 'With eight commands waiting QEMU stops reading: seven are sent' },
  'O-05': { states: 'A broken text is answered in its turn' },
  'O-06': { states: 'A QEMU that offers no out-of-band is fine, too' },
  'O-07': { states: 'yank frees a QEMU that waits for a dead peer' },

  'E-01': { states: 'An error has a class, which may be unknown, and words for people' },
  'E-02': { states: 'Before 1.2 errors had data, and other classes' },
  'E-03': { states: 'An error without an id belongs to no command' },
  'E-04': { states: 'CommandNotFound means unknown, forbidden by policy, or of the wrong time' },
  'E-05': { states: 'Before the machine is made most commands are refused' },
  'E-06': { states: 'The same failure has another class in another family of commands' },
  'E-07': { states: 'What the human monitor refuses comes as text in a return' },

  'V-01': { states: 'An event has a name, a time, and perhaps data' },
  'V-02': { states: 'The time is that of the host, and may be unknown' },
  'V-03': { states: 'Every monitor that has negotiated gets every event' },
  'V-04': { states: 'Some events come once a second at most, the last one late' },
  'V-05': { states: 'A machine may stand by an error without an event that says so' },
  'V-06': { states: 'A late event may tell of the past' },
  'V-07': { states: 'Events of a migration come only when they were switched on' },
  'V-08': { states: 'VFIO_MIGRATION comes only from devices that were told to send it' },
  'V-09': { states: 'NIC_RX_FILTER_CHANGED comes once, until the filter is asked for' },
  'V-10': { states: 'SHUTDOWN and RESET say who asked, since 2.10 and 4.0' },
  'V-11': { states: 'POWERDOWN is a button; SHUTDOWN is off, and QEMU may stay' },
  'V-12': { states: 'An end of the link without SHUTDOWN is a loss' },
  'V-13': { states: 'DEVICE_DELETED may come twice, once without the name of the device' },
  'V-14': { states: 'COMMAND_DROPPED of 2.12 to 3.1 ends the command that it names' },

  'I-01': { states: 'A schema is a list in any order, each name once' },
  'I-02': { states: 'Types have numbers for names, other ones in each build' },
  'I-03': { states: 'Where there are no arguments or data, there is an object without members' },
  'I-04': { states: 'A member with a default is optional; a tag picks a variant' },
  'I-05': { states: 'Alternates differ by JSON type; enums come as members and as values' },
  'I-06': { states: 'Types hold themselves: nothing is resolved to the end' },
  'I-07': { states: 'What is a text today may be an enum or an alternate tomorrow' },
  'I-08': { states: 'Features tell what is deprecated or unstable' },
  'I-09': { states: 'The schema does not tell everything' },
  'I-10': { states: 'Before 2.5 there is no schema, and query-commands tells the names' },

  'L-01': { states: 'The states of a machine, and what old and new QEMUs call them' },
  'L-02': { states: 'A second stop gives no event; while it waits for a migration stop changes nothing' },
  'L-03': { states: 'cont may do nothing, or be refused, by the state of the machine' },
  'L-04': { states: 'With --preconfig the machine is made on demand' },
  'L-05': { states: 'Jobs go through states, and may vanish with their errors' },
  'L-06': { states: 'To cancel a mirror that is ready completes it, unless by force' },
  'L-07': { states: 'How far a job is, is told by numbers that may be zero at first' },
  'L-08': { states: 'A device goes when its guest lets go of it, or at a reset' },
  'L-09': { states: 'A node of the block layer stays while something needs it' },
  'L-10': { states: 'After quit the end of the link is success' },
  'L-11': { states: 'A migration returns at once; what becomes of it is asked for' },
  'L-12': { states: 'Commands of the human monitor have the same effects' },
  'L-13': { states: 'What needs a file descriptor cannot be done over this way' },
  'L-14': { states: 'Files are written on the host of QEMU' },
}
