/**
 * The rules of QMP, in our own words. Tests and comments cite them as P-01; the name of a test begins with the rules that
 * it holds.
 *
 * P: connecting and the greeting, N: negotiation, F: framing and encoding, C: commands, O: out of band, E: errors,
 * V: events, I: introspection, L: the life of a machine.
 */
export interface Rule {
  states: string
  /** Why no test holds it. */
  needsNone?: string
}

export const rules: Readonly<Record<string, Rule>> = {
  'P-01': { states: 'The greeting is the first object with a member QMP; its members come in any order' },
  'P-02': { states: 'A greeting without a version (0.12) means that there is no negotiation' },
  'P-03': { states: 'The version in a greeting may be a string' },
  'P-04': { states: 'An event may come before the greeting' },
  'P-05': { states: 'If there is no greeting, or another one, the likely cause is reported' },
  'P-06': {
    states: 'One client at a time: a second one hears nothing, and nothing is sent before the greeting',
  },
  'P-07': { states: 'A monitor that was silent may greet at the next try' },
  'P-08': { states: 'A new connection keeps nothing of the last one: no negotiation, no partial message' },
  'P-09': {
    states: 'An answer to the previous client may come, even before the answer to our negotiation',
  },
  'P-10': { states: 'A client that has closed its sending side still gets its pending answers' },
  'P-11': {
    states: 'The package is free text; a micro version from 90 is a release candidate, and 50 is development',
  },
  'P-12': {
    states: 'Guest agents and storage daemons speak QMP, too, some without a greeting',
    needsNone:
      'The dashboard is for machines: it does not connect to a guest agent, and a storage daemon greets as QEMU does and is recognised by query-commands',
  },

  'N-01': { states: 'Before negotiation only qmp_capabilities runs' },
  'N-02': { states: 'Events from before the negotiation are lost, so all state is asked for after it' },
  'N-03': { states: 'Only offered capabilities may be enabled; after a refusal the client may try again' },
  'N-04': { states: 'A second negotiation is refused and does no harm' },
  'N-05': { states: 'Unknown capabilities are ignored' },
  'N-06': { states: 'The negotiation has an id, too' },

  'F-01': { states: 'QEMU ends each message with CRLF' },
  'F-02': {
    states:
      'A message ends where its braces close, not at a line end; it may span lines and be split anywhere',
  },
  'F-03': { states: 'QEMU writes ASCII, and everything else as escapes' },
  'F-04': {
    states: 'Lone surrogates and non-characters are refused without an id, so they are never sent',
  },
  'F-05': { states: 'A command needs no line end, and two may come in one text' },
  'F-06': { states: 'QEMU 0.12 reads a command only when one more character follows' },
  'F-07': { states: 'A duplicate key is refused without an id' },
  'F-08': { states: 'A control character resets the parser of QEMU after a syntax error' },
  'F-09': {
    states: 'A syntax error is answered by any number of errors; what follows is understood again',
  },
  'F-10': { states: 'Nesting and size of a message are limited on both sides' },
  'F-11': { states: 'Answers may have many megabytes' },
  'F-12': { states: 'QEMU may write nan and inf where JSON allows only numbers' },
  'F-13': { states: 'A byte order mark causes an error' },
  'F-14': { states: 'Unknown members, events and values are accepted' },
  'F-15': { states: 'A request is an object with a fixed set of members; arguments are optional' },

  'C-01': { states: 'Commands are answered in the order in which they were sent' },
  'C-02': {
    states: 'An id comes back as QEMU prints it; replies are matched by it; no two sessions share one',
  },
  'C-03': { states: 'The members of a reply come in any order' },
  'C-04': { states: 'A return may be any value, also an empty string or false' },
  'C-05': { states: 'Events come between a command and its reply, and often just before the reply' },
  'C-06': { states: 'A job may end before or after the reply to its command' },
  'C-07': { states: 'A slow command is reported and waited for; its late reply counts' },
  'C-08': { states: 'No command is sent twice: without a reply the outcome is unknown' },
  'C-09': { states: 'Before 1.0, one command at a time is with QEMU' },
  'C-10': { states: 'Integers are written as digits, exactly, up to 64 bits' },
  'C-11': { states: 'Arguments are checked by name and type; device_add takes any' },
  'C-12': { states: 'What commands QEMU has is asked, never guessed from its version' },
  'C-13': { states: 'Vendor names begin with __; a feature marks what is unstable' },

  'O-01': { states: 'exec-oob may be sent only once out-of-band is negotiated' },
  'O-02': { states: 'Only four commands may run out of band' },
  'O-03': { states: 'An out-of-band command is answered first' },
  'O-04': { states: 'With eight commands waiting QEMU stops reading, so at most seven are sent' },
  'O-05': { states: 'A syntax error is answered in its turn' },
  'O-06': { states: 'A QEMU that does not offer out-of-band works, too' },
  'O-07': { states: 'yank frees a QEMU that waits for a dead peer' },

  'E-01': { states: 'An error has a class, which may be unknown, and a description for people' },
  'E-02': { states: 'Before 1.2 errors had data and other classes' },
  'E-03': { states: 'An error without an id belongs to no command' },
  'E-04': { states: 'CommandNotFound means unknown, forbidden by policy, or not allowed at this time' },
  'E-05': { states: 'Before the machine is created most commands are refused' },
  'E-06': { states: 'The same failure has different classes in different families of commands' },
  'E-07': { states: 'The human monitor returns its errors as text' },

  'V-01': { states: 'An event has a name, a time, and perhaps data' },
  'V-02': { states: 'The time is that of the host, and may be unknown' },
  'V-03': { states: 'Every monitor that has negotiated gets every event' },
  'V-04': { states: 'Some events are throttled to one a second; the last one comes late' },
  'V-05': { states: 'A machine may be stopped by an error without an event that says so' },
  'V-06': { states: 'A late event may describe the past' },
  'V-07': { states: 'Migration events come only if that capability is enabled' },
  'V-08': { states: 'VFIO_MIGRATION comes only from devices that enable it' },
  'V-09': { states: 'NIC_RX_FILTER_CHANGED comes once, until the filter is queried' },
  'V-10': { states: 'SHUTDOWN and RESET name their cause, since 2.10 and 4.0' },
  'V-11': { states: 'POWERDOWN is the power button; SHUTDOWN is off, and QEMU may keep running' },
  'V-12': { states: 'If the connection ends without SHUTDOWN, it was lost' },
  'V-13': { states: 'DEVICE_DELETED may come twice, once without the device name' },
  'V-14': { states: 'COMMAND_DROPPED of 2.12 to 3.1 ends the command that it names' },

  'I-01': { states: 'A schema is a list in any order, each name once' },
  'I-02': { states: 'Types have numbers for names, which differ in each build' },
  'I-03': { states: 'No arguments, or no data, is an object without members' },
  'I-04': { states: 'A member with a default is optional; a tag selects a variant' },
  'I-05': { states: 'Alternates differ by JSON type; enums come as members and as values' },
  'I-06': { states: 'Types may contain themselves, so nothing is resolved to the end' },
  'I-07': { states: 'A string may become an enum or an alternate in a later QEMU' },
  'I-08': { states: 'Features mark what is deprecated or unstable' },
  'I-09': { states: 'The schema is not complete: some checks are only in QEMU' },
  'I-10': { states: 'Before 2.5 there is no schema; query-commands lists the names' },

  'L-01': { states: 'The states of a machine, and their names in old and new QEMUs' },
  'L-02': { states: 'A second stop gives no event; during an incoming migration stop changes nothing' },
  'L-03': { states: 'cont may do nothing, or be refused, depending on the run state' },
  'L-04': { states: 'With --preconfig the machine is created on demand' },
  'L-05': { states: 'Jobs go through states, and may vanish with their errors' },
  'L-06': { states: 'Cancelling a ready mirror completes it, unless with force' },
  'L-07': { states: 'The progress of a job is two numbers, which may be zero at first' },
  'L-08': { states: 'A device is removed when its guest releases it, or at a reset' },
  'L-09': { states: 'A block node stays while something needs it' },
  'L-10': { states: 'After quit the end of the connection is success' },
  'L-11': { states: 'migrate returns at once; its outcome is asked for' },
  'L-12': { states: 'Human monitor commands have the same effects' },
  'L-13': { states: 'A command that needs a file descriptor cannot be sent this way' },
  'L-14': { states: 'Files are written on the host of QEMU' },
}
