; Tells Windows that Dialdesk can open telephone links (Default Programs: Capabilities). Windows then offers it; the user chooses.
; SHCTX is the user's or the computer's part of the registry, as the installer was run.
; `--` stands before the link: what a page puts into it is never read as an option.

!macro dialdeskScheme SCHEME
  WriteRegStr SHCTX "Software\Dialdesk\Capabilities\URLAssociations" "${SCHEME}" "Dialdesk.link"
!macroend

!macro customInstall
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
  DeleteRegKey /ifempty SHCTX "Software\Dialdesk"
  DeleteRegKey SHCTX "Software\Classes\Dialdesk.link"
  ; an update removes the version before it: what the user switched on stays then
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "example.dialdesk"
  ${endIf}
!macroend
