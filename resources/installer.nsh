; Tells Windows that Dialdesk can open telephone links (Default Programs: Capabilities). Windows then offers it; the user chooses.
; SHCTX is the user's or the computer's part of the registry, as the installer was run.
; `--` stands before the link: what a page puts into it is never read as an option.
; Installed for everybody, it also makes the policy's folder the administrators' alone, which Dialdesk asks for before it reads a policy there.

!macro dialdeskScheme SCHEME
  WriteRegStr SHCTX "Software\Dialdesk\Capabilities\URLAssociations" "${SCHEME}" "Dialdesk.link"
!macroend

; Every user may make folders in ProgramData. What lay there before, a link to elsewhere included, is moved aside, and a policy in it is taken over
; only if it belongs to the system or to the administrators. Accounts by number: their names are in the language of Windows.
!macro dialdeskPolicyFolder
  SetShellVarContext all
  SetRegView 64
  ReadRegStr $R0 HKLM "Software\Dialdesk" "PolicyFolder"
  ${if} $R0 != "protected"
    ; an empty folder, or a link without what it leads to
    RMDir "$APPDATA\Dialdesk"
    Rename "$APPDATA\Dialdesk" "$APPDATA\Dialdesk before installation"
  ${endIf}
  CreateDirectory "$APPDATA\Dialdesk"
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\Dialdesk" /setowner *S-1-5-32-544 /Q'
  Pop $R1
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\Dialdesk" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX /Q'
  Pop $R2
  ${if} $R1 == 0
  ${andIf} $R2 == 0
    ${if} $R0 != "protected"
    ${andIf} ${fileExists} "$APPDATA\Dialdesk before installation\policy.json"
      nsExec::Exec `"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "exit [int]('S-1-5-18','S-1-5-32-544' -notcontains (Get-Acl -LiteralPath '$APPDATA\Dialdesk before installation\policy.json').GetOwner([Security.Principal.SecurityIdentifier]).Value)"`
      Pop $R3
      ${if} $R3 == 0
        CopyFiles /SILENT "$APPDATA\Dialdesk before installation\policy.json" "$APPDATA\Dialdesk\policy.json"
      ${endIf}
    ${endIf}
    WriteRegStr HKLM "Software\Dialdesk" "PolicyFolder" "protected"
  ${endIf}
  SetRegView lastused
!macroend

!macro customInstall
  ${if} $installMode == "all"
    !insertmacro dialdeskPolicyFolder
  ${endIf}
  ; in the language of the installer, which is the one of Windows
  ${if} $LANGUAGE == 1031
    WriteRegStr SHCTX "Software\Classes\Dialdesk.link" "" "Telefonlink"
    WriteRegStr SHCTX "Software\Dialdesk\Capabilities" "ApplicationDescription" "Softphone und Begleit-App für ein Prepaid-VoIP-Konto"
  ${else}
    WriteRegStr SHCTX "Software\Classes\Dialdesk.link" "" "Telephone link"
    WriteRegStr SHCTX "Software\Dialdesk\Capabilities" "ApplicationDescription" "Softphone and companion app for a prepaid VoIP account"
  ${endIf}
  WriteRegStr SHCTX "Software\Classes\Dialdesk.link" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\Dialdesk.link\DefaultIcon" "" "$INSTDIR\Dialdesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\Dialdesk.link\shell\open\command" "" '"$INSTDIR\Dialdesk.exe" -- "%1"'
  WriteRegStr SHCTX "Software\Dialdesk\Capabilities" "ApplicationName" "Dialdesk"
  !insertmacro dialdeskScheme "tel"
  !insertmacro dialdeskScheme "callto"
  !insertmacro dialdeskScheme "sip"
  !insertmacro dialdeskScheme "sips"
  WriteRegStr SHCTX "Software\RegisteredApplications" "Dialdesk" "Software\Dialdesk\Capabilities"
!macroend

!macro customUnInstall
  DeleteRegValue SHCTX "Software\RegisteredApplications" "Dialdesk"
  DeleteRegKey SHCTX "Software\Dialdesk\Capabilities"
  ; the folder stays as it is, with the administrator's policy; the next installation looks at it anew
  ${if} $installMode == "all"
  ${andIfNot} ${isUpdated}
    DeleteRegValue HKLM "Software\Dialdesk" "PolicyFolder"
  ${endIf}
  DeleteRegKey /ifempty SHCTX "Software\Dialdesk"
  DeleteRegKey SHCTX "Software\Classes\Dialdesk.link"
  ; an update removes the version before it: what the user switched on stays then
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "example.dialdesk"
  ${endIf}
!macroend
