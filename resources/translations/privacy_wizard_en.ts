<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
  <context>
    <name>AccountsPage</name>
    <message numerus="yes">
      <source>%n answer(s) given for it no longer (fits/fit) and (was/were) removed.</source>
      <translation>
        <numerusform>%n answer given for it no longer fits and was removed.</numerusform>
        <numerusform>%n answers given for it no longer fit and were removed.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message numerus="yes">
      <source>Show all %n</source>
      <translation>
        <numerusform>Show all %n</numerusform>
        <numerusform>Show all %n</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CampaignPage</name>
    <message numerus="yes">
      <source>Write %n reminder(s)</source>
      <translation>
        <numerusform>Write %n reminder</numerusform>
        <numerusform>Write %n reminders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n draft(s) written. Open them in your mail program and send them.</source>
      <translation>
        <numerusform>%n draft written. Open them in your mail program and send them.</numerusform>
        <numerusform>%n drafts written. Open them in your mail program and send them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n (person has/people have) no e-mail address: tell them yourself.</source>
      <translation>
        <numerusform>%n person has no e-mail address: tell them yourself.</numerusform>
        <numerusform>%n people have no e-mail address: tell them yourself.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CampaignsPage</name>
    <message numerus="yes">
      <source>due %n day(s) after the first day</source>
      <translation>
        <numerusform>due %n day after the first day</numerusform>
        <numerusform>due %n days after the first day</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The campaign has begun. %n (person is/people are) asked.</source>
      <translation>
        <numerusform>The campaign has begun. %n person is asked.</numerusform>
        <numerusform>The campaign has begun. %n people are asked.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangesPanel</name>
    <message numerus="yes">
      <source>%n thing(s) (changes/change)</source>
      <translation>
        <numerusform>%n thing changes</numerusform>
        <numerusform>%n things change</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CheckPage</name>
    <message numerus="yes">
      <source>The record is not whole: %n fault(s). Keep a copy of it as it is, and ask for help.</source>
      <translation>
        <numerusform>The record is not whole: %n fault. Keep a copy of it as it is, and ask for help.</numerusform>
        <numerusform>The record is not whole: %n faults. Keep a copy of it as it is, and ask for help.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n entr(y/ies)</source>
      <translation>
        <numerusform>%n entry</numerusform>
        <numerusform>%n entries</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%n file</numerusform>
        <numerusform>%n files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n entr(y/ies) whose content was deleted by the rules of keeping</source>
      <translation>
        <numerusform>%n entry whose content was deleted by the rules of keeping</numerusform>
        <numerusform>%n entries whose content was deleted by the rules of keeping</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ClausesPanel</name>
    <message numerus="yes">
      <source>Delete the %n clause(s) on which nothing rests</source>
      <translation>
        <numerusform>Delete the %n clause on which nothing rests</numerusform>
        <numerusform>Delete the %n clauses on which nothing rests</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Counted</name>
    <message numerus="yes">
      <source>%n thing(s) that the policy demands (is/are) still open.</source>
      <translation>
        <numerusform>%n thing that the policy demands is still open.</numerusform>
        <numerusform>%n things that the policy demands are still open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>All that the policy demands is met. %n recommendation(s) (is/are) still open.</source>
      <translation>
        <numerusform>All that the policy demands is met. %n recommendation is still open.</numerusform>
        <numerusform>All that the policy demands is met. %n recommendations are still open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n thing(s) that it asks (does/do) not apply to you and (does/do) not count.</source>
      <translation>
        <numerusform>%n thing that it asks does not apply to you and does not count.</numerusform>
        <numerusform>%n things that it asks do not apply to you and do not count.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>+%n point(s)</source>
      <translation>
        <numerusform>+%n point</numerusform>
        <numerusform>+%n points</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DoorPage</name>
    <message numerus="yes">
      <source>Choose a passphrase of at least %n character(s).</source>
      <translation>
        <numerusform>Choose a passphrase of at least %n character.</numerusform>
        <numerusform>Choose a passphrase of at least %n characters.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>EvidencePage</name>
    <message numerus="yes">
      <source>%n (person works/people work) at the school now.</source>
      <translation>
        <numerusform>%n person works at the school now.</numerusform>
        <numerusform>%n people work at the school now.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The register was checked when this was made, and it is NOT whole: %n fault(s) found.</source>
      <translation>
        <numerusform>The register was checked when this was made, and it is NOT whole: %n fault found.</numerusform>
        <numerusform>The register was checked when this was made, and it is NOT whole: %n faults found.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FilesExport</name>
    <message numerus="yes">
      <source>The files of %n (person/people)</source>
      <translation>
        <numerusform>The files of %n person</numerusform>
        <numerusform>The files of %n people</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s)</source>
      <translation>
        <numerusform>%n file</numerusform>
        <numerusform>%n files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) written into {folder}. It is on record.</source>
      <translation>
        <numerusform>%n file written into {folder}. It is on record.</numerusform>
        <numerusform>%n files written into {folder}. It is on record.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>InvitationsCard</name>
    <message numerus="yes">
      <source>%n (person has/people have) neither a certificate nor an invitation.</source>
      <translation>
        <numerusform>%n person has neither a certificate nor an invitation.</numerusform>
        <numerusform>%n people have neither a certificate nor an invitation.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Make %n invitation(s)</source>
      <translation>
        <numerusform>Make %n invitation</numerusform>
        <numerusform>Make %n invitations</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Print %n slip(s)</source>
      <translation>
        <numerusform>Print %n slip</numerusform>
        <numerusform>Print %n slips</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n invitation(s) made. Print the slips now: they cannot be had again.</source>
      <translation>
        <numerusform>%n invitation made. Print the slips now: they cannot be had again.</numerusform>
        <numerusform>%n invitations made. Print the slips now: they cannot be had again.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>KeepingPage</name>
    <message numerus="yes">
      <source>Delete %n thing(s)</source>
      <translation>
        <numerusform>Delete %n thing</numerusform>
        <numerusform>Delete %n things</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n year(s)</source>
      <translation>
        <numerusform>%n year</numerusform>
        <numerusform>%n years</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n day(s)</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Delete %n thing(s) with their files, for good? This cannot be undone.</source>
      <translation>
        <numerusform>Delete %n thing with their files, for good? This cannot be undone.</numerusform>
        <numerusform>Delete %n things with their files, for good? This cannot be undone.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Deleted. %n mark(s) of it on record.</source>
      <translation>
        <numerusform>Deleted. %n mark of it on record.</numerusform>
        <numerusform>Deleted. %n marks of it on record.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>KeyPanel</name>
    <message numerus="yes">
      <source>Choose a passphrase of at least %n character(s).</source>
      <translation>
        <numerusform>Choose a passphrase of at least %n character.</numerusform>
        <numerusform>Choose a passphrase of at least %n characters.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Navigation</name>
    <message numerus="yes">
      <source>{page}, %n waiting</source>
      <translation>
        <numerusform>{page}, %n waiting</numerusform>
        <numerusform>{page}, %n waiting</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>NewPassphrase</name>
    <message numerus="yes">
      <source>Choose a passphrase of at least %n character(s).</source>
      <translation>
        <numerusform>Choose a passphrase of at least %n character.</numerusform>
        <numerusform>Choose a passphrase of at least %n characters.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>NextCard</name>
    <message numerus="yes">
      <source>%n attestation(s) (needs/need) a look from you.</source>
      <translation>
        <numerusform>%n attestation needs a look from you.</numerusform>
        <numerusform>%n attestations need a look from you.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) could not be checked to the end.</source>
      <translation>
        <numerusform>%n file could not be checked to the end.</numerusform>
        <numerusform>%n files could not be checked to the end.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n overdue answer(s).</source>
      <translation>
        <numerusform>%n overdue answer.</numerusform>
        <numerusform>%n overdue answers.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n accepted attestation(s) (waits/wait) for your countersignature.</source>
      <translation>
        <numerusform>%n accepted attestation waits for your countersignature.</numerusform>
        <numerusform>%n accepted attestations wait for your countersignature.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n thing(s) (has/have) been kept long enough.</source>
      <translation>
        <numerusform>%n thing has been kept long enough.</numerusform>
        <numerusform>%n things have been kept long enough.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>OverviewPage</name>
    <message numerus="yes">
      <source>Nothing waits for you. %n answer(s) may still come in.</source>
      <translation>
        <numerusform>Nothing waits for you. %n answer may still come in.</numerusform>
        <numerusform>Nothing waits for you. %n answers may still come in.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n excused</source>
      <translation>
        <numerusform>%n excused</numerusform>
        <numerusform>%n excused</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n still to come</source>
      <translation>
        <numerusform>%n still to come</numerusform>
        <numerusform>%n still to come</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PeopleExport</name>
    <message numerus="yes">
      <source>%n (person/people) saved as {path}. The export is on record.</source>
      <translation>
        <numerusform>%n person saved as {path}. The export is on record.</numerusform>
        <numerusform>%n people saved as {path}. The export is on record.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PeoplePage</name>
    <message numerus="yes">
      <source>%n (person/people)</source>
      <translation>
        <numerusform>%n person</numerusform>
        <numerusform>%n people</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PersonPicker</name>
    <message numerus="yes">
      <source>%n found</source>
      <translation>
        <numerusform>%n found</numerusform>
        <numerusform>%n found</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PicturePage</name>
    <message numerus="yes">
      <source>There have to be at least %n accepted attestation(s) of different people.</source>
      <translation>
        <numerusform>There have to be at least %n accepted attestation of different people.</numerusform>
        <numerusform>There have to be at least %n accepted attestations of different people.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>From the newest accepted attestations of %n (person/people).</source>
      <translation>
        <numerusform>From the newest accepted attestations of %n person.</numerusform>
        <numerusform>From the newest accepted attestations of %n people.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n file(s) could not be read: run the register's check.</source>
      <translation>
        <numerusform>%n file could not be read: run the register's check.</numerusform>
        <numerusform>%n files could not be read: run the register's check.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n paper checklist(s) without answers (is/are) left out.</source>
      <translation>
        <numerusform>%n paper checklist without answers is left out.</numerusform>
        <numerusform>%n paper checklists without answers are left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n group(s) of fewer than five people (is/are) left out.</source>
      <translation>
        <numerusform>%n group of fewer than five people is left out.</numerusform>
        <numerusform>%n groups of fewer than five people are left out.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PoliciesPage</name>
    <message numerus="yes">
      <source>{issuer}, version {version}. It asks for %n thing(s).</source>
      <translation>
        <numerusform>{issuer}, version {version}. It asks for %n thing.</numerusform>
        <numerusform>{issuer}, version {version}. It asks for %n things.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PolicyPage</name>
    <message numerus="yes">
      <source>%n thing(s) still to be done</source>
      <translation>
        <numerusform>%n thing still to be done</numerusform>
        <numerusform>%n things still to be done</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ProgressLine</name>
    <message numerus="yes">
      <source>{done} of %n answered</source>
      <translation>
        <numerusform>{done} of %n answered</numerusform>
        <numerusform>{done} of %n answered</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left here</source>
      <translation>
        <numerusform>about %n minute left here</numerusform>
        <numerusform>about %n minutes left here</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{here}, %n in all</source>
      <translation>
        <numerusform>{here}, %n in all</numerusform>
        <numerusform>{here}, %n in all</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left</source>
      <translation>
        <numerusform>about %n minute left</numerusform>
        <numerusform>about %n minutes left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left in all</source>
      <translation>
        <numerusform>about %n minute left in all</numerusform>
        <numerusform>about %n minutes left in all</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ResultsPage</name>
    <message numerus="yes">
      <source>%n question(s) without an answer (counts/count) as not met.</source>
      <translation>
        <numerusform>%n question without an answer counts as not met.</numerusform>
        <numerusform>%n questions without an answer count as not met.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SignMany</name>
    <message numerus="yes">
      <source>%n accepted attestation(s) (waits/wait) for a countersignature.</source>
      <translation>
        <numerusform>%n accepted attestation waits for a countersignature.</numerusform>
        <numerusform>%n accepted attestations wait for a countersignature.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n attestation(s) countersigned.</source>
      <translation>
        <numerusform>%n attestation countersigned.</numerusform>
        <numerusform>%n attestations countersigned.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SignPage</name>
    <message numerus="yes">
      <source>%n question(s) still (needs/need) an answer.</source>
      <translation>
        <numerusform>%n question still needs an answer.</numerusform>
        <numerusform>%n questions still need an answer.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n question(s) still (needs/need) an answer before you can sign.</source>
      <translation>
        <numerusform>%n question still needs an answer before you can sign.</numerusform>
        <numerusform>%n questions still need an answer before you can sign.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>StaffImportPage</name>
    <message numerus="yes">
      <source>%n row(s) (is/are) left out, as shown above. The rest can be recorded.</source>
      <translation>
        <numerusform>%n row is left out, as shown above. The rest can be recorded.</numerusform>
        <numerusform>%n rows are left out, as shown above. The rest can be recorded.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n change(s) recorded.</source>
      <translation>
        <numerusform>%n change recorded.</numerusform>
        <numerusform>%n changes recorded.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>UnfinishedPanel</name>
    <message numerus="yes">
      <source>%n thing(s) to do</source>
      <translation>
        <numerusform>%n thing to do</numerusform>
        <numerusform>%n things to do</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>UseBar</name>
    <message numerus="yes">
      <source>%n thing(s) must be done before the policy can be used.</source>
      <translation>
        <numerusform>%n thing must be done before the policy can be used.</numerusform>
        <numerusform>%n things must be done before the policy can be used.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WeeksChart</name>
    <message numerus="yes">
      <source>%n attestation(s) in the last {weeks} weeks.</source>
      <translation>
        <numerusform>%n attestation in the last {weeks} weeks.</numerusform>
        <numerusform>%n attestations in the last {weeks} weeks.</numerusform>
      </translation>
    </message>
  </context>
</TS>
